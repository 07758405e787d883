// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspection/recall.h"

#include "engine/geometry/iou.h"

namespace anchor {

std::vector<std::vector<float>> recallTable(std::span<const Box> gts, std::span<const Box> boxes,
                                            std::span<const int> counts, std::span<const float> ious,
                                            BoxConvention convention) {
  std::vector<std::vector<float>> table;
  for (const int count : counts) {
    const auto first = boxes.first(std::min(boxes.size(), static_cast<size_t>(std::max(0, count))));
    std::vector<float> best(gts.size(), 0);
    for (size_t g = 0; g < gts.size(); ++g)
      for (const Box& box : first) best[g] = std::max(best[g], iou(box, gts[g], convention));
    std::vector<float>& row = table.emplace_back();
    for (const float least : ious) {
      const auto covered = std::count_if(best.begin(), best.end(), [&](float v) { return v >= least; });
      row.push_back(gts.empty() ? 1.0F : static_cast<float>(covered) / static_cast<float>(gts.size()));
    }
  }
  return table;
}

}  // namespace anchor
