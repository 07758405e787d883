// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QRectF>
#include <QString>
#include <cstdint>
#include <vector>

namespace anchor {

/// A rectangle to show, in image pixels.
struct CanvasBox {
  int64_t id = 0;
  QRectF rect;
  QColor colour;
  QString label;
  bool dashed = false;
  bool locked = false;  ///< shown and selectable, not moved
};

/// Which layers are visible.
struct CanvasLayers {
  bool gtBoxes = true;
  bool detections = true;
};

/// How the picture is shown; what is trained on stays as it is.
struct ViewTone {
  int brightness = 0, contrast = 0;  ///< -100 to 100
  friend bool operator==(const ViewTone&, const ViewTone&) = default;
};

}  // namespace anchor
