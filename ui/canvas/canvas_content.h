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
};

/// Which layers are visible.
struct CanvasLayers {
  bool gtBoxes = true;
  bool detections = true;
};

}  // namespace anchor
