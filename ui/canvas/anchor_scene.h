#pragma once
// The anchors of one image as training sees them, ready to be drawn. Everything is computed by
// engine/geometry.

#include <QImage>
#include <memory>

#include "datasets/project/project_types.h"
#include "engine/geometry/label_assignment.h"
#include "engine/run/input_geometry.h"

namespace anchor {

struct AnchorScene {
  RunConfig config;
  InputGeometry geometry;
  std::vector<GridLevel> levels;
  Boxes anchors;  ///< network pixels
  std::vector<uint8_t> inside;
  Boxes gtBoxes;  ///< network pixels, one for each trained label
  std::vector<int64_t> gtIds;
  LabelAssignment assignment;
  QImage density;  ///< how many anchors cover each place, as a transparent picture of the image

  /// An anchor in image pixels.
  [[nodiscard]] QRectF imageRect(size_t anchor) const;
  /// Anchors of the cell (of the finest level) at an image point; empty outside.
  [[nodiscard]] std::vector<int> cellAnchors(QPointF image) const;
  [[nodiscard]] int insideCount() const;
};

/// Runs the AnchorTarget rules (without subsampling) on an image of this size. Safe on any thread.
std::shared_ptr<const AnchorScene> makeAnchorScene(const RunConfig& config, int width, int height,
                                                   const std::vector<LabelBox>& boxes);

}  // namespace anchor
