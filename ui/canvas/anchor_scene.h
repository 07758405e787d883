// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The anchors of one image as training sees them, ready to be drawn. Everything is computed by
// engine/geometry.

#include <QColor>
#include <QImage>
#include <memory>

#include "datasets/project/project_types.h"
#include "engine/inspection/anchor_stage.h"

namespace anchor {

struct AnchorScene : AnchorStage {
  std::vector<int64_t> gtIds;  ///< of the project's boxes, one for each trained label
  QImage density;              ///< how many anchors cover each place, as a transparent picture of the image

  /// An anchor in image pixels.
  [[nodiscard]] QRectF imageRect(size_t anchor) const;
  /// Anchors of the cell (of the finest level) at an image point; empty outside.
  [[nodiscard]] std::vector<int> cellAnchors(QPointF image) const;
};

/// The project's boxes as training gets them; class_index is left 0 without `classes`, else the position of
/// the box's class among them.
std::vector<SampleBox> sampleBoxes(const std::vector<LabelBox>& boxes,
                                   const std::vector<LabelClass>& classes = {});

/// From where fewest anchors reach, 0, to where most do, 1.
QColor densityColour(double share);
/// Heat map of how many anchors cover each place; transparent.
QImage densityPicture(const Boxes& anchors, ImageSize input);

/// Runs the AnchorTarget rules (without subsampling) on an image of this size. Safe on any thread.
std::shared_ptr<const AnchorScene> makeAnchorScene(const RunConfig& config, int width, int height,
                                                   const std::vector<LabelBox>& boxes);

}  // namespace anchor
