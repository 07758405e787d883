// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/ops/cpu/channel_loops.h"
#include "engine/ops/cpu/roi_kernels.h"

namespace anchor::cpu {
namespace {

/// Cells [from, to) of one bin along one axis.
struct Span {
  int64_t from, to;
};

Span binSpan(int64_t bin, float binSize, int64_t start, int64_t limit) {
  const auto from = static_cast<int64_t>(std::floor(static_cast<float>(bin) * binSize)) + start;
  const auto to = static_cast<int64_t>(std::ceil(static_cast<float>(bin + 1) * binSize)) + start;
  return {std::clamp<int64_t>(from, 0, limit), std::clamp<int64_t>(to, 0, limit)};
}

/// Where a roi lies among the feature cells: ends rounded and inclusive.
struct PlacedRoi {
  int64_t image, left, top;
  float binWidth, binHeight;
};

PlacedRoi place(const RoiShape& s, const float* roi) {
  const auto cell = [&](int i) { return static_cast<int64_t>(std::round(roi[i] * s.scale)); };
  const auto cells = [&](int low, int high) {
    return static_cast<float>(std::max<int64_t>(cell(high) - cell(low) + 1, 1));
  };
  return {static_cast<int64_t>(roi[0]), cell(1), cell(2), cells(1, 3) / static_cast<float>(s.pooledWidth),
          cells(2, 4) / static_cast<float>(s.pooledHeight)};
}

CellRange cellsOf(const RoiShape& s, const PlacedRoi& roi, int64_t bin) {
  const Span rows = binSpan(bin / s.pooledWidth, roi.binHeight, roi.top, s.height);
  const Span columns = binSpan(bin % s.pooledWidth, roi.binWidth, roi.left, s.width);
  return {rows.from, rows.to, columns.from, columns.to, s.width};
}

}  // namespace

void roiPoolForward(const RoiShape& s, const float* features, const float* rois, float* output,
                    CellIndex* argmax, int64_t first, int64_t last) {
  const int64_t bins = s.pooledHeight * s.pooledWidth;
  std::vector<float> best(static_cast<size_t>(bins * s.channels));  // [bins][channels]
  for (int64_t r = first; r < last; ++r) {
    const PlacedRoi roi = place(s, rois + 5 * r);
    const float* map = features + roi.image * s.height * s.width * s.channels;
    for (int64_t bin = 0; bin < bins; ++bin) {
      const CellRange range = cellsOf(s, roi, bin);
      float* values = best.data() + bin * s.channels;
      if (argmax == nullptr)
        greatest(map, s.channels, range, values);
      else
        greatest(map, s.channels, range, values, argmax + (r * bins + bin) * s.channels);
    }
    transpose(best.data(), output + r * s.channels * bins, bins, s.channels);
  }
}

void roiPoolBackward(const RoiShape& s, const float* gradOutput, const CellIndex* argmax, const float* rois,
                     float* gradFeatures, int64_t first, int64_t last) {
  const int64_t bins = s.pooledHeight * s.pooledWidth;
  const int64_t count = last - first;
  std::vector<float> grads(static_cast<size_t>(bins * count));  // [bins][channels of this range]
  for (int64_t r = 0; r < s.rois; ++r) {
    const PlacedRoi roi = place(s, rois + 5 * r);
    float* map = gradFeatures + roi.image * s.height * s.width * s.channels + first;
    transpose(gradOutput + (r * s.channels + first) * bins, grads.data(), count, bins);
    for (int64_t bin = 0; bin < bins; ++bin)
      scatterTo(map, s.channels, cellsOf(s, roi, bin), argmax + (r * bins + bin) * s.channels + first,
                grads.data() + bin * count, count);
  }
}

}  // namespace anchor::cpu
