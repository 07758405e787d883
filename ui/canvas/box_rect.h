// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QRectF>

namespace anchor {

/// The rectangle of anything with corners x1, y1, x2, y2: a box of the engine, of a project, a prediction.
template <class Corners>
QRectF boxRect(const Corners& c) {
  return {QPointF(c.x1, c.y1), QPointF(c.x2, c.y2)};
}

}  // namespace anchor
