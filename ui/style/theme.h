// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>

namespace anchor::theme {

enum class Mode { Light, Dark };
/// Fusion style with our palette, for the whole application.
void apply(Mode mode);
/// What the desktop seems to want, from its palette's lightness.
Mode desktopMode();
bool isDark();

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
