// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QFont>

#include "ui/style/tokens.h"

namespace anchor::theme {

enum class Mode { Light, Dark };
/// Our style, type and palette, for the whole application.
void apply(Mode mode);
/// What the desktop seems to want, from its palette's lightness.
Mode desktopMode();
bool isDark();

/// Which theme is wanted; kept in the settings.
enum class Choice { System, Light, Dark };
Choice chosenTheme();
/// Keeps the choice and applies it.
void choose(Choice choice);
/// Applies what was chosen. With System the desktop's change is followed while the program runs, as far as
/// the desktop tells Qt of it.
void applyChosen();

/// The tokens of the theme that is shown.
const tokens::Colours& colours();
/// The application's font in one of the sizes and weights of tokens.h.
QFont font(int pixels, int weight = tokens::weight::regular);

/// Colours of meaning. They differ in lightness too, and never stand alone: lines carry a style, numbers a
/// word.
QColor foreground();
QColor background();
QColor ignored();
QColor bestForGt();
QColor wrong();     ///< lost, missed, suppressed
QColor doubtful();  ///< not good, not lost
QColor chosen();    ///< what was clicked

}  // namespace anchor::theme
