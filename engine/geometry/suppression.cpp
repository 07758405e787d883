#include "engine/geometry/suppression.h"

#include <cmath>
#include <cstdint>
#include <numeric>

#include "engine/geometry/iou.h"

namespace anchor {

std::vector<int> orderByScore(std::span<const float> scores) {
  const auto rank = [&](int i) {
    return std::isnan(scores[i]) ? -std::numeric_limits<float>::infinity() : scores[i];
  };
  std::vector<int> order(scores.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return rank(a) > rank(b); });
  return order;
}

Suppression suppress(std::span<const Box> boxes, std::span<const float> scores, float threshold,
                     BoxConvention convention, size_t most) {
  const std::vector<int> order = orderByScore(scores);
  Boxes sorted;
  sorted.reserve(boxes.size());
  for (const int i : order) sorted.push_back(boxes[i]);
  const BoxColumns columns(sorted, convention);

  Suppression result{{}, std::vector<int>(boxes.size(), -1)};
  std::vector<uint8_t> gone(sorted.size(), 0);
  std::vector<float> overlap(sorted.size());
  for (size_t k = 0; k < sorted.size() && result.keep.size() < most; ++k) {
    if (gone[k] != 0) continue;
    result.keep.push_back(order[k]);
    columns.overlaps(sorted[k], k + 1, overlap.data());
    for (size_t j = k + 1; j < sorted.size(); ++j) {
      if (gone[j] != 0 || !(overlap[j - k - 1] > threshold)) continue;
      gone[j] = 1;
      result.suppressedBy[order[j]] = order[k];
    }
  }
  return result;
}

}  // namespace anchor
