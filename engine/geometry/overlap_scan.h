#pragma once
#include <cstdint>

#include "engine/geometry/box.h"
#include "engine/geometry/for_ranges.h"

namespace anchor {

/// What label assignment has to know of all pairs of a box and a gt, found without storing the pairs.
struct OverlapScan {
  std::vector<int> argmax;  ///< [N] gt of the best IoU, the first of equals; -1 without gts, and where masked
  std::vector<float> maxIou;   ///< [N] in [0, 1]
  std::vector<float> bestIou;  ///< [G] greatest IoU of each gt with any box
  std::vector<int> bestBox;    ///< [G] the first box that ties it; -1 when none overlaps
  std::vector<int> ties;       ///< boxes that tie the best of some gt, gt by gt
};

/// IoUs as iou() gives them. `mask` is empty, or has a 0 for each box to be left out. Boxes within the
/// relative `tieTolerance` of a gt's best tie with it. `forRanges` (may be empty) spreads the work over
/// threads; the result does not depend on it.
OverlapScan scanOverlaps(std::span<const Box> boxes, std::span<const uint8_t> mask,
                         std::span<const Box> gtBoxes, BoxConvention convention, float tieTolerance = 0,
                         const ForRanges& forRanges = {});

}  // namespace anchor
