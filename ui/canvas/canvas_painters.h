#pragma once
#include <QPainter>

#include "ui/canvas/canvas_content.h"
#include "ui/canvas/view_transform.h"

namespace anchor {

/// One small painter for each layer. Lines are one pixel, opaque and without antialiasing: on raster, alpha
/// and smooth edges cost ten times as much. A box comes without its words.
void paintBox(QPainter& painter, const ViewTransform& view, const CanvasBox& box, bool selected);
/// Words of boxes inside `area` of the widget. None cover others: of two that compete the later box keeps
/// its.
void paintWords(QPainter& painter, const ViewTransform& view, const std::vector<CanvasBox>& boxes,
                const QRectF& area);
void paintHandles(QPainter& painter, const QRectF& widgetRect);
/// Words on a ground of their box's colour, in whichever of black and white reads better.
void paintTag(QPainter& painter, const QRectF& place, const QColor& colour, const QString& words);

}  // namespace anchor
