// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The RPN's view of one labelled image: anchors, labels, targets. Every number comes from the functions that
// training calls.

#include "engine/preprocess/input_geometry.h"
#include "engine/protocol/run_samples.h"

namespace anchor {

struct AnchorStage {
  RunConfig config;
  InputGeometry geometry;
  bool flipped = false;
  std::vector<GridLevel> levels;
  Boxes anchors;                ///< network pixels
  std::vector<int> levelStart;  ///< first anchor of each level
  std::vector<uint8_t> inside;
  Boxes gtBoxes;              ///< network pixels, one for each trained object
  std::vector<int> gtObject;  ///< index of the object each came from
  std::vector<int> gtLabels;  ///< class 1..C
  Boxes ignored;              ///< network pixels: regions where nothing is background
  [[nodiscard]] IgnoreRegions ignoreRegions() const { return {ignored, config.objects.ignore_share}; }
  LabelAssignment assignment;  ///< before the budget
  /// Anchors inside the image.
  [[nodiscard]] int insideCount() const;
  /// fg anchors that regress to this gt.
  [[nodiscard]] int foregroundOf(int gt) const;
  /// Level, column and row of an anchor's cell, and which of the cell's anchors it is.
  struct Place {
    int level = 0, x = 0, y = 0, shape = 0;
  };
  [[nodiscard]] Place placeOf(int anchor) const;
};

/// Objects are trained, ignored or left out as training does (config.objects). `flipped` mirrors image and
/// boxes.
AnchorStage anchorStage(const RunConfig& config, ImageSize image, std::span<const SampleBox> objects,
                        bool flipped = false);

/// The labels after one draw of the RPN's budget.
LabelAssignment sampledLabels(const AnchorStage& stage, uint64_t seed);

/// Chance that at least one of a gt's fg anchors is among those drawn: 1 while all fg fit the budget.
double chanceOfSampling(const AnchorStage& stage, int gt);

/// Why one anchor has its label, in numbers.
struct AnchorReport {
  int anchor = -1;
  Box box;
  bool inside = false;
  std::vector<float> ious;  ///< with each gt
  int gt = -1;              ///< the one it would regress to
  int label = -1;           ///< before the budget
  LabelReason reason = LabelReason::Outside;
  bool sampled = false;  ///< still labelled after the budget
  BoxDelta target;       ///< raw: the RPN's own target
  Box decoded;           ///< decode(box, target): the gt again
};
AnchorReport reportAnchor(const AnchorStage& stage, const LabelAssignment& sampled, int anchor);

}  // namespace anchor
