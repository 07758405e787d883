// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas_overlay.h"

#include <cmath>

#include "ui/canvas/canvas_painters.h"

namespace anchor {
namespace {

void paintGrid(QPainter& painter, const ViewTransform& view, const CanvasOverlay& overlay,
               const QRectF& visible, QSize image) {
  const double step = overlay.cell.width() * view.zoom();
  if (step < 4) return;  // lines closer than this would hide the picture
  painter.setPen(QPen(QColor(255, 255, 255, step < 10 ? 60 : 110), 1));
  const QRectF area = visible & QRectF(QPointF(), QSizeF(image));
  for (double x = std::ceil(area.left() / overlay.cell.width()) * overlay.cell.width(); x <= area.right();
       x += overlay.cell.width()) {
    const int at = qRound(view.toWidget(QPointF(x, 0)).x());
    painter.drawLine(at, qRound(view.toWidget(area.topLeft()).y()), at,
                     qRound(view.toWidget(area.bottomRight()).y()));
  }
  for (double y = std::ceil(area.top() / overlay.cell.height()) * overlay.cell.height(); y <= area.bottom();
       y += overlay.cell.height()) {
    const int at = qRound(view.toWidget(QPointF(0, y)).y());
    painter.drawLine(qRound(view.toWidget(area.topLeft()).x()), at,
                     qRound(view.toWidget(area.bottomRight()).x()), at);
  }
}

using Weight = CanvasOverlay::Weight;

QColor shade(const QColor& colour, Weight weight) {
  constexpr int faint = 70;
  QColor shaded = colour;
  if (weight == Weight::Dim) shaded.setAlpha(std::min(faint, colour.alpha()));
  return shaded;
}

void paintMark(QPainter& painter, const ViewTransform& view, const CanvasOverlay::Mark& mark, bool dense) {
  const QRectF rect = view.toWidget(mark.rect);
  const bool thin = mark.weight == Weight::Dim || (dense && mark.weight == Weight::Plain);
  painter.setBrush(Qt::NoBrush);
  for (int inset = 0; inset < (thin ? 1 : mark.width); ++inset) {
    QPen pen(shade(mark.colour, mark.weight), 1, mark.style);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.drawRect(rect.adjusted(inset, inset, -inset, -inset).toRect());
  }
}

void paintTags(QPainter& painter, const ViewTransform& view, const std::vector<CanvasOverlay::Mark>& marks,
               const QRectF& visible, bool dense) {
  std::vector<BoxWords> words;
  const Weight least = dense ? Weight::Front : Weight::Plain;
  for (const CanvasOverlay::Mark& mark : marks)
    if (!mark.label.isEmpty() && mark.weight >= least && mark.rect.intersects(visible))
      words.push_back({mark.rect, mark.label, mark.colour});
  paintWords(painter, view, words, view.toWidget(visible));
}

void paintLine(QPainter& painter, const ViewTransform& view, const CanvasOverlay::Line& line) {
  const QPointF from = view.toWidget(line.from);
  const QPointF to = view.toWidget(line.to);
  if (line.arrow) {
    painter.setPen(QPen(Qt::black, 3));
    painter.drawLine(from, to);
  }
  painter.setPen(QPen(line.colour, 1));
  painter.drawLine(from, to);
  if (!line.arrow) return;
  const double angle = std::atan2(to.y() - from.y(), to.x() - from.x());
  for (const double side : {-0.45, 0.45})
    painter.drawLine(to, to - 9 * QPointF(std::cos(angle + side), std::sin(angle + side)));
}

}  // namespace

bool isDense(const CanvasOverlay& overlay, const ViewTransform& view, const QFontMetrics& metrics,
             QSize image) {
  constexpr double mostCovered = 1.0 / 16;
  double covered = 0;
  for (const CanvasOverlay::Mark& mark : overlay.marks)
    if (!mark.label.isEmpty() && mark.weight == Weight::Plain)
      covered += metrics.horizontalAdvance(mark.label) * metrics.height();
  return covered > mostCovered * image.width() * image.height() * view.zoom() * view.zoom();
}

void paintOverlay(QPainter& painter, const ViewTransform& view, const CanvasOverlay& overlay,
                  const QRectF& visible, QSize image) {
  if (!overlay.cell.isEmpty()) paintGrid(painter, view, overlay, visible, image);
  for (const CanvasOverlay::Dot& dot : overlay.dots) {
    if (!visible.contains(dot.at)) continue;
    const QPoint at = view.toWidget(dot.at).toPoint();
    painter.fillRect(QRect(at - QPoint(dot.size / 2, dot.size / 2), QSize(dot.size, dot.size)),
                     shade(dot.colour, dot.weight));
  }
  const bool dense = isDense(overlay, view, painter.fontMetrics(), image);
  for (const CanvasOverlay::Mark& mark : overlay.marks)
    if (mark.rect.intersects(visible)) paintMark(painter, view, mark, dense);
  paintTags(painter, view, overlay.marks, visible, dense);
  for (const CanvasOverlay::Line& line : overlay.lines) paintLine(painter, view, line);
}

}  // namespace anchor
