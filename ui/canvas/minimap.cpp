// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/minimap.h"

#include <QPainterPath>
#include <algorithm>

namespace anchor {
namespace {

constexpr QSize largest(160, 120);
constexpr int margin = 12;

}  // namespace

QRectF Minimap::place(QSize image, QSize widget) {
  if (image.isEmpty()) return {};
  const QSize side = image.scaled(largest, Qt::KeepAspectRatio).expandedTo({8, 8});
  // Where it would cover a third of the canvas it hides more than it shows.
  if (side.width() * 3 > widget.width() || side.height() * 3 > widget.height()) return {};
  return {QPointF(widget.width() - margin - side.width(), widget.height() - margin - side.height()),
          QSizeF(side)};
}

bool Minimap::wanted(const ViewTransform& view, QSize image, QSize widget) {
  if (place(image, widget).isEmpty()) return false;
  const QRectF shown = view.toWidget(QRectF(QPointF(), QSizeF(image)));
  constexpr double rounding = 1;
  return !QRectF(QPointF(), QSizeF(widget))
              .adjusted(-rounding, -rounding, rounding, rounding)
              .contains(shown);
}

QPointF Minimap::imagePoint(QPointF widget, QSize image, QSize area) {
  const QRectF own = place(image, area);
  const double x = std::clamp((widget.x() - own.left()) / own.width(), 0.0, 1.0);
  const double y = std::clamp((widget.y() - own.top()) / own.height(), 0.0, 1.0);
  return {x * image.width(), y * image.height()};
}

void Minimap::setPicture(const QImage& photo) {
  if (photo.isNull()) {
    m_picture = {};
    return;
  }
  // Roughly first: smoothly from millions of pixels would be felt. Twice the size for sharp screens.
  m_picture = photo.scaled(largest * 4, Qt::KeepAspectRatio, Qt::FastTransformation)
                  .scaled(largest * 2, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

void Minimap::paint(QPainter& painter, const ViewTransform& view, QSize image, QSize widget,
                    const QPalette& palette) const {
  const QRectF own = place(image, widget);
  painter.save();
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(own, m_picture, QRectF(m_picture.rect()));
  const QRectF seen =
      QRectF(view.toImage(QPointF()), view.toImage(QPointF(widget.width(), widget.height()))) &
      QRectF(QPointF(), QSizeF(image));
  const double scale = own.width() / image.width();
  const QRectF frame(own.topLeft() + seen.topLeft() * scale, seen.size() * scale);
  QPainterPath outside;
  outside.addRect(own);
  outside.addRect(frame);
  painter.fillPath(outside, QColor(0, 0, 0, 110));  // odd-even: what is in view stays bright
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(palette.color(QPalette::Mid), 1));
  painter.drawRect(own.adjusted(-1, -1, 0, 0));
  painter.setPen(QPen(palette.color(QPalette::Highlight), 2));
  painter.drawRect(frame);
  painter.restore();
}

}  // namespace anchor
