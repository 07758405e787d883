// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/geometry/box_delta.h"

namespace anchor {

/// Parameters of the Proposal layer. Zero or negative preNms / postNms means "all".
struct ProposalRule {
  int preNms = 6000;
  int postNms = 300;
  float nmsIou = 0.7F;
  float minSize = 16;          ///< shortest side in pixels of the unscaled image
  bool dropSmallLast = false;  ///< small boxes count among the best preNms and go after that (torchvision)
  bool operator==(const ProposalRule&) const = default;
};

/// What is left after each step, as indices into the anchors.
struct ProposalSteps {
  Boxes decoded;                  ///< [N] decode(anchor, delta), not clipped
  Boxes clipped;                  ///< [N]
  std::vector<int> largeEnough;   ///< sides >= minSize * scale
  std::vector<int> preNms;        ///< large enough and among the best preNms of their level, best first
  std::vector<int> nms;           ///< kept by NMS within each level, best first
  std::vector<int> rois;          ///< the first postNms of them
  std::vector<int> suppressedBy;  ///< [N] anchor index whose proposal removed this one in NMS; -1 otherwise
};

/// Decode, clip, drop small, take the best, NMS, take the best (section 3.1.2 of the paper; both reference
/// systems). `levelStart` holds the first anchor of each pyramid level: preNms and NMS work within a level,
/// postNms over all. `scale` is network pixels per image pixel. `stopEarly` ends NMS once postNms are kept
/// (the step `nms` is then cut).
ProposalSteps proposalSteps(std::span<const Box> anchors, std::span<const float> scores,
                            std::span<const BoxDelta> deltas, ImageSize image, float scale,
                            const ProposalRule& rule, BoxConvention convention,
                            std::span<const int> levelStart = {}, bool stopEarly = false);

}  // namespace anchor
