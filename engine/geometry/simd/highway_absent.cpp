// SPDX-License-Identifier: GPL-3.0-or-later
// Where Highway is missing.
#include "engine/geometry/anchor_grid.h"
#include "engine/geometry/overlap_scan.h"

namespace anchor {

OverlapScan scanOverlaps(std::span<const Box> boxes, std::span<const uint8_t> mask,
                         std::span<const Box> gtBoxes, BoxConvention convention, float tieTolerance,
                         const ForRanges&) {
  return scanOverlapsPlainly(boxes, mask, gtBoxes, convention, tieTolerance);
}

std::vector<uint8_t> insideImage(std::span<const Box> anchors, ImageSize image, float border,
                                 BoxConvention convention) {
  std::vector<uint8_t> inside;
  for (const Box& box : anchors) inside.push_back(isInside(box, image, border, convention) ? 1 : 0);
  return inside;
}

}  // namespace anchor
