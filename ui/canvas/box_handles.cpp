// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/box_handles.h"

#include <algorithm>
#include <cmath>

namespace anchor {

std::array<QPointF, 8> handlePoints(const QRectF& r) {
  const QPointF c = r.center();
  return {r.topLeft(),     {c.x(), r.top()},    r.topRight(),   {r.right(), c.y()},
          r.bottomRight(), {c.x(), r.bottom()}, r.bottomLeft(), {r.left(), c.y()}};
}

Grip gripAt(const QRectF& rect, QPointF point, double reach) {
  // The middle third moves the box, however small it is: else the handles of a small one cover it.
  const QPointF third(rect.width() / 3, rect.height() / 3);
  if (rect.adjusted(third.x(), third.y(), -third.x(), -third.y()).contains(point)) return Grip::Inside;
  const auto handles = handlePoints(rect);
  for (size_t i = 0; i < handles.size(); ++i) {
    const QPointF d = handles[i] - point;
    if (std::abs(d.x()) <= reach && std::abs(d.y()) <= reach)
      return static_cast<Grip>(static_cast<int>(Grip::TopLeft) + static_cast<int>(i));
  }
  return rect.contains(point) ? Grip::Inside : Grip::None;
}

QRectF dragged(const QRectF& rect, Grip grip, QPointF by) {
  QRectF r = rect;
  switch (grip) {
    case Grip::Inside:
      return rect.translated(by);
    case Grip::TopLeft:
      r.setTopLeft(r.topLeft() + by);
      break;
    case Grip::Top:
      r.setTop(r.top() + by.y());
      break;
    case Grip::TopRight:
      r.setTopRight(r.topRight() + by);
      break;
    case Grip::Right:
      r.setRight(r.right() + by.x());
      break;
    case Grip::BottomRight:
      r.setBottomRight(r.bottomRight() + by);
      break;
    case Grip::Bottom:
      r.setBottom(r.bottom() + by.y());
      break;
    case Grip::BottomLeft:
      r.setBottomLeft(r.bottomLeft() + by);
      break;
    case Grip::Left:
      r.setLeft(r.left() + by.x());
      break;
    case Grip::None:
      break;
  }
  return r.normalized();
}

QRectF keptInside(const QRectF& rect, const QSizeF& image, bool move) {
  QRectF r = rect;
  if (move) {
    r.moveLeft(std::clamp(r.left(), 0.0, std::max(0.0, image.width() - r.width())));
    r.moveTop(std::clamp(r.top(), 0.0, std::max(0.0, image.height() - r.height())));
  }
  return r & QRectF(QPointF(0, 0), image);
}

Qt::CursorShape cursorOf(Grip grip) {
  switch (grip) {
    case Grip::TopLeft:
    case Grip::BottomRight:
      return Qt::SizeFDiagCursor;
    case Grip::TopRight:
    case Grip::BottomLeft:
      return Qt::SizeBDiagCursor;
    case Grip::Top:
    case Grip::Bottom:
      return Qt::SizeVerCursor;
    case Grip::Left:
    case Grip::Right:
      return Qt::SizeHorCursor;
    case Grip::Inside:
      return Qt::SizeAllCursor;
    case Grip::None:
      break;
  }
  return Qt::ArrowCursor;
}

}  // namespace anchor
