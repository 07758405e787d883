// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPainter>

#include "ui/canvas/canvas_content.h"
#include "ui/canvas/view_transform.h"

namespace anchor {

/// One small painter for each layer. Lines are one pixel, opaque and without antialiasing: on raster, alpha
/// and smooth edges cost ten times as much. A box comes without its words.
void paintBox(QPainter& painter, const ViewTransform& view, const CanvasBox& box, bool selected);
/// A light tint inside a selected box.
void paintSelectionFill(QPainter& painter, const ViewTransform& view, const CanvasBox& box);
/// What is written beside a box, which lies at `rect` in the image.
struct BoxWords {
  QRectF rect;
  QString words;
  QColor colour;
  bool above = false;  ///< where there is room on both sides
};
/// Words inside `area` of the widget. None cover others: of two that compete the later box keeps its.
void paintWords(QPainter& painter, const ViewTransform& view, const std::vector<BoxWords>& boxes,
                const QRectF& area);
void paintHandles(QPainter& painter, const QRectF& widgetRect);

}  // namespace anchor
