// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPainter>
#include <QStyleOption>

#include "ui/style/theme.h"

/// The few strokes of which everything is drawn.
namespace anchor::brush_work {

inline bool has(const QStyleOption* option, QStyle::StateFlag flag) { return option->state.testFlag(flag); }

/// A rounded surface; an invalid colour leaves out its fill or its line.
inline void surface(QPainter* painter, const QRectF& rect, double radius, const QColor& fill,
                    const QColor& line, double width = 1) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
  painter->setPen(line.isValid() ? QPen(line, width) : QPen(Qt::NoPen));
  const double in = line.isValid() ? width / 2 : 0;
  painter->drawRoundedRect(rect.adjusted(in, in, -in, -in), radius, radius);
  painter->restore();
}

/// The frame of a field or button: the accent where the keys go.
inline void field(QPainter* painter, const QStyleOption* option, double radius, const QColor& fill) {
  const tokens::Colours& c = theme::colours();
  const bool on = has(option, QStyle::State_Enabled);
  if (on && has(option, QStyle::State_HasFocus))
    return surface(painter, option->rect, radius, fill, c.accent, 2);
  const bool over = on && has(option, QStyle::State_MouseOver);
  surface(painter, option->rect, radius, fill, over ? c.edge : c.line);
}

/// An arrow of two strokes in the middle of a rectangle.
inline void chevron(QPainter* painter, const QRectF& rect, Qt::ArrowType to, const QColor& colour) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->translate(rect.center());
  painter->rotate(to == Qt::UpArrow ? 180 : to == Qt::LeftArrow ? 90 : to == Qt::RightArrow ? -90 : 0);
  painter->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  const double half = std::min(4.0, std::min(rect.width(), rect.height()) / 2.5);
  painter->drawPolyline(QPolygonF{QPointF(-half, -half / 2), QPointF(0, half / 2), QPointF(half, -half / 2)});
  painter->restore();
}

/// One logical pixel, sharp at every scale.
inline void rule(QPainter* painter, const QRectF& rect, const QColor& colour) {
  painter->fillRect(rect, colour);
}

}  // namespace anchor::brush_work
