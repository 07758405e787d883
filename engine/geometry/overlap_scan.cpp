// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/overlap_scan.h"

#include "engine/geometry/iou.h"

namespace anchor {

OverlapScan scanOverlapsPlainly(std::span<const Box> boxes, std::span<const uint8_t> mask,
                                std::span<const Box> gtBoxes, BoxConvention convention, float tieTolerance) {
  OverlapScan out(boxes.size(), gtBoxes.size());
  const auto isOpen = [&](size_t i) { return mask.empty() || mask[i] != 0; };
  for (size_t i = 0; i < boxes.size(); ++i)
    for (size_t g = 0; g < gtBoxes.size() && isOpen(i); ++g) {
      const float value = iou(boxes[i], gtBoxes[g], convention);
      if (g == 0 || value > out.maxIou[i]) out.argmax[i] = static_cast<int>(g);
      out.maxIou[i] = std::max(out.maxIou[i], value);
      out.bestIou[g] = std::max(out.bestIou[g], value);
    }
  for (size_t g = 0; g < gtBoxes.size(); ++g)
    for (size_t i = 0; i < boxes.size(); ++i)
      if (isOpen(i) && iou(boxes[i], gtBoxes[g], convention) >= leastTie(out.bestIou[g], tieTolerance)) {
        if (out.bestBox[g] < 0) out.bestBox[g] = static_cast<int>(i);
        out.ties.push_back(static_cast<int>(i));
      }
  return out;
}

}  // namespace anchor
