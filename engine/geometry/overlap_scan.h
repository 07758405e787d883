// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <limits>

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

  OverlapScan(size_t boxes, size_t gts)
      : argmax(boxes, -1), maxIou(boxes, 0.0F), bestIou(gts, 0.0F), bestBox(gts, -1) {}
  friend bool operator==(const OverlapScan&, const OverlapScan&) = default;
};

/// IoUs as iou() gives them. `mask` is empty, or has a 0 for each box to be left out. Boxes within the
/// relative `tieTolerance` of a gt's best tie with it. `forRanges` (may be empty) spreads the work over
/// threads; the result does not depend on it.
/// In simd/ with vectors (Highway); where that library is missing, scanOverlapsPlainly().
OverlapScan scanOverlaps(std::span<const Box> boxes, std::span<const uint8_t> mask,
                         std::span<const Box> gtBoxes, BoxConvention convention, float tieTolerance = 0,
                         const ForRanges& forRanges = {});

/// The same bits from the definition: what scanOverlaps() is held to.
OverlapScan scanOverlapsPlainly(std::span<const Box> boxes, std::span<const uint8_t> mask,
                                std::span<const Box> gtBoxes, BoxConvention convention,
                                float tieTolerance = 0);

/// The IoU from which on a box ties a gt's best. Nothing ties a gt that nothing overlaps.
inline float leastTie(float best, float tolerance) {
  return best > 0 ? best * (1 - tolerance) : std::numeric_limits<float>::infinity();
}

}  // namespace anchor
