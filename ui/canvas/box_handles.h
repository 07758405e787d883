// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPointF>
#include <QRectF>
#include <array>

namespace anchor {

/// Which part of a box the cursor holds.
enum class Grip { None, Inside, TopLeft, Top, TopRight, Right, BottomRight, Bottom, BottomLeft, Left };

/// The eight handles of a rectangle in the order TopLeft … Left, clockwise.
std::array<QPointF, 8> handlePoints(const QRectF& rect);
/// The grip at a point, with `reach` pixels of tolerance. The middle third is always Inside.
Grip gripAt(const QRectF& rect, QPointF point, double reach);
/// The rectangle after dragging a grip by a distance; sides may cross, the result is normalised.
QRectF dragged(const QRectF& rect, Grip grip, QPointF by);
/// Moved or cut so that it lies in [0,width] x [0,height]: a moved box keeps its size where it fits.
QRectF keptInside(const QRectF& rect, const QSizeF& image, bool move);
Qt::CursorShape cursorOf(Grip grip);

}  // namespace anchor
