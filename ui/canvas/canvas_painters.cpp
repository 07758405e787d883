// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas_painters.h"

#include "ui/canvas/box_handles.h"
#include "ui/canvas/tag_places.h"

namespace anchor {
namespace {

void outline(QPainter& painter, const QRectF& rect, const QColor& colour, Qt::PenStyle style, int width = 1) {
  QPen pen(colour, width, style);
  pen.setCosmetic(true);
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(rect.toRect());
}

/// Words on a ground of their box's colour, in whichever of black and white reads better.
void paintTag(QPainter& painter, const QRectF& place, const QColor& colour, const QString& words) {
  painter.fillRect(place, colour);
  painter.setPen(qGray(colour.rgb()) > 125 ? Qt::black : Qt::white);
  painter.drawText(place, Qt::AlignCenter, words);
}

}  // namespace

void paintBox(QPainter& painter, const ViewTransform& view, const CanvasBox& box, bool selected) {
  const QRectF rect = view.toWidget(box.rect);
  // A dark line outside keeps the colour visible on any picture; two thin lines cost less than one wide one.
  const Qt::PenStyle style = box.dashed ? Qt::DashLine : Qt::SolidLine;
  // Under dashes the dark line shows only in their gaps.
  outline(painter, box.dashed ? rect : rect.adjusted(-1, -1, 1, 1), QColor(0, 0, 0), Qt::SolidLine);
  outline(painter, rect, box.colour, style);
  outline(painter, rect.adjusted(1, 1, -1, -1), box.colour, style);
  if (!selected) return;
  outline(painter, rect.adjusted(2, 2, -2, -2), box.colour, style);
  outline(painter, rect.adjusted(3, 3, -3, -3), box.colour, style);
}

void paintSelectionFill(QPainter& painter, const ViewTransform& view, const CanvasBox& box) {
  constexpr int light = 56;
  QColor fill = box.colour;
  fill.setAlpha(light);
  painter.fillRect(view.toWidget(box.rect).toRect(), fill);
}

void paintWords(QPainter& painter, const ViewTransform& view, const std::vector<BoxWords>& boxes,
                const QRectF& area) {
  const QFontMetrics metrics = painter.fontMetrics();
  std::vector<TaggedBox> tagged;
  for (const BoxWords& box : boxes)
    tagged.push_back({view.toWidget(box.rect),
                      QSizeF(metrics.horizontalAdvance(box.words) + 8, metrics.height() + 1), box.above});
  const std::vector<QRectF> places = placeTags(tagged, area);
  for (size_t i = 0; i < boxes.size(); ++i)
    if (!places[i].isEmpty()) paintTag(painter, places[i], boxes[i].colour, boxes[i].words);
}

void paintHandles(QPainter& painter, const QRectF& widgetRect) {
  painter.setPen(Qt::black);
  painter.setBrush(Qt::white);
  for (const QPointF& point : handlePoints(widgetRect))
    painter.drawRect(QRect(point.toPoint() - QPoint(3, 3), QSize(6, 6)));
  painter.setBrush(Qt::NoBrush);  // a frame that is drawn next is not filled
}

}  // namespace anchor
