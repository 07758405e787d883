#include "ui/canvas/canvas_painters.h"

#include "ui/canvas/box_handles.h"
#include "ui/shared/theme.h"

namespace anchor {
namespace {

void outline(QPainter& painter, const QRectF& rect, const QColor& colour, Qt::PenStyle style, int width = 1) {
  QPen pen(colour, width, style);
  pen.setCosmetic(true);
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(rect.toRect());
}

}  // namespace

QColor labelColour(const AnchorScene& scene, int anchor) {
  switch (scene.assignment.labels[static_cast<size_t>(anchor)]) {
    case 1:
      return scene.assignment.reasons[static_cast<size_t>(anchor)] == LabelReason::BestForGt
                 ? theme::bestForGt()
                 : theme::foreground();
    case 0:
      return theme::background();
    default:
      return theme::ignored();
  }
}

void paintBox(QPainter& painter, const ViewTransform& view, const CanvasBox& box, bool selected) {
  const QRectF rect = view.toWidget(box.rect);
  // A dark line outside keeps the colour visible on any picture; two thin lines cost less than one wide one.
  const Qt::PenStyle style = box.dashed ? Qt::DashLine : Qt::SolidLine;
  outline(painter, rect.adjusted(-1, -1, 1, 1), QColor(0, 0, 0), Qt::SolidLine);
  outline(painter, rect, box.colour, style);
  outline(painter, rect.adjusted(1, 1, -1, -1), box.colour, style);
  if (selected) outline(painter, rect.adjusted(2, 2, -2, -2), box.colour, style);
  if (box.label.isEmpty() || rect.width() < 14) return;
  const QFontMetrics metrics = painter.fontMetrics();
  QRectF tag(rect.left() - 1, rect.top() - metrics.height() - 1, metrics.horizontalAdvance(box.label) + 8,
             metrics.height() + 1);
  // Labels stand above their box, detections below theirs, so that a good detection hides no label.
  if (box.dashed) tag.moveTop(rect.bottom() + 1);
  if (tag.top() < 0) tag.moveTop(rect.top() + 1);
  painter.fillRect(tag, box.colour);
  painter.setPen(box.colour.lightness() > 120 ? Qt::black : Qt::white);
  painter.drawText(tag, Qt::AlignCenter, box.label);
}

void paintHandles(QPainter& painter, const QRectF& widgetRect) {
  painter.setPen(Qt::black);
  painter.setBrush(Qt::white);
  for (const QPointF& point : handlePoints(widgetRect))
    painter.drawRect(QRect(point.toPoint() - QPoint(3, 3), QSize(6, 6)));
}

void paintAnchorLabels(QPainter& painter, const ViewTransform& view, const AnchorScene& scene,
                       const QRectF& visible) {
  size_t index = 0;
  std::vector<QRect> ignoredMarks;
  std::vector<QRect> backgroundMarks;
  for (const GridLevel& level : scene.levels) {
    const QSizeF cell(level.stride / scene.geometry.scaleX, level.stride / scene.geometry.scaleY);
    for (int y = 0; y < level.featureHeight; ++y)
      for (int x = 0; x < level.featureWidth; ++x, index += level.base.size()) {
        const QPointF centre((x + 0.5) * cell.width(), (y + 0.5) * cell.height());
        if (!visible.contains(centre)) continue;
        bool ignored = false;
        for (size_t a = 0; a < level.base.size(); ++a)
          ignored = ignored || scene.assignment.reasons[index + a] == LabelReason::BetweenIou;
        const QPoint at = view.toWidget(centre).toPoint();
        // Shape tells the label too: a square is ignored, a dot background.
        if (ignored)
          ignoredMarks.emplace_back(at - QPoint(2, 2), QSize(5, 5));
        else
          backgroundMarks.emplace_back(at, QSize(2, 2));
      }
  }
  for (const QRect& mark : backgroundMarks) painter.fillRect(mark, theme::background());
  for (const QRect& mark : ignoredMarks) painter.fillRect(mark, theme::ignored());
  for (size_t i = 0; i < scene.anchors.size(); ++i) {
    if (scene.assignment.labels[i] != 1) continue;
    const QRectF rect = scene.imageRect(i);
    if (!rect.intersects(visible)) continue;
    const bool best = scene.assignment.reasons[i] == LabelReason::BestForGt;
    outline(painter, view.toWidget(rect), labelColour(scene, static_cast<int>(i)),
            best ? Qt::DashLine : Qt::SolidLine);
  }
}

void paintCell(QPainter& painter, const ViewTransform& view, const AnchorScene& scene,
               const std::vector<int>& anchors) {
  for (const int i : anchors) {
    const QRectF rect = view.toWidget(scene.imageRect(static_cast<size_t>(i)));
    outline(painter, rect, labelColour(scene, i),
            scene.inside[static_cast<size_t>(i)] != 0 ? Qt::SolidLine : Qt::DotLine, 2);
  }
}

}  // namespace anchor
