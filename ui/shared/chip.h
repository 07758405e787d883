// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QRect>
#include <QString>

class QPainter;

namespace anchor {

/// A short word on a rounded ground, for the state of a row. The word says the state; the colour only helps.
struct Chip {
  enum class Kind { Plain, Good, Warning, Bad };
  QString words;
  Kind kind = Kind::Plain;
};
/// The room that it takes.
QSize chipSize(const Chip& chip);
void paintChip(QPainter& painter, const QRect& place, const Chip& chip);

}  // namespace anchor
