// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/canvas/canvas_overlay.h"
#include "ui/inspector/inspector_state.h"

namespace anchor {

/// What the view draws over the image. Views of the network draw nothing without a record.
CanvasOverlay overlayOf(const Inspection& inspection, const InspectorState& state);

/// Colour and line of an anchor's label: fg by IoU solid, fg by the best-per-gt rule dashed, dropped by the
/// budget dotted.
struct LabelLook {
  QColor colour;
  Qt::PenStyle style;
};
LabelLook lookOf(LabelReason reason);

/// Colour of a gt by the best IoU that an anchor has with it: at least the fg threshold, 0.5, 0.3, less.
QColor fitColour(float bestIou, float positiveIou);

}  // namespace anchor
