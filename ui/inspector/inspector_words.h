// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>

#include "ui/inspector/inspector_state.h"

namespace anchor {

/// The rule that gave an anchor its label, in words.
QString reasonText(LabelReason reason);
/// The stage that lost an object, in words.
QString lostText(LostAt stage);
QString errorText(TideError error);

/// Colour and line of an anchor's label: fg by IoU solid, fg by the best-per-gt rule dashed, dropped by the
/// budget dotted.
struct LabelLook {
  QColor colour;
  Qt::PenStyle style;
};
LabelLook lookOf(LabelReason reason);

/// Colour of a gt by the best IoU that an anchor has with it: at least the fg threshold, 0.5, 0.3, less.
QColor fitColour(float bestIou, float positiveIou);

// Small pieces of text that lists and cards of the inspector share.
namespace words {
QString number(double value, int digits = 2);
/// A count with the language's separators.
QString count(size_t value);
/// Width and height of a box in whole pixels.
QString sides(const Box& box, BoxConvention convention);
QString fourNumbers(const BoxDelta& delta);
/// Class and number of a gt of the anchor views.
QString gtName(const Inspection& in, int gt);
/// A name in a card; a click on it chooses what it names.
QString link(const Pick& pick, const QString& name);
/// The pick of a link; none for anything else.
Pick linked(const QString& link);
QString gtLink(const Inspection& in, int gt);
/// A row of a card, and a card.
QString line(const QString& name, const QString& value);
QString card(const QString& title, const QString& lines);
}  // namespace words

}  // namespace anchor
