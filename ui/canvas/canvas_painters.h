#pragma once
#include <QPainter>

#include "ui/canvas/canvas_content.h"
#include "ui/canvas/view_transform.h"

namespace anchor {

/// One small painter for each layer. Lines are one pixel, opaque and without antialiasing: on raster, alpha
/// and smooth edges cost ten times as much.
void paintBox(QPainter& painter, const ViewTransform& view, const CanvasBox& box, bool selected);
void paintHandles(QPainter& painter, const QRectF& widgetRect);
/// A mark per cell (ignored or background), outlines of foreground anchors: solid by IoU, dashed by the
/// best-per-gt rule.
void paintAnchorLabels(QPainter& painter, const ViewTransform& view, const AnchorScene& scene,
                       const QRectF& visible);
/// The outlines of one cell's anchors, coloured by label.
void paintCell(QPainter& painter, const ViewTransform& view, const AnchorScene& scene,
               const std::vector<int>& anchors);
QColor labelColour(const AnchorScene& scene, int anchor);

}  // namespace anchor
