#include <algorithm>
#include <cmath>
#include <limits>
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

}  // namespace

void roiPoolForward(const RoiShape& s, const float* features, const float* rois, float* output,
                    int32_t* argmax, int64_t first, int64_t last) {
  const int64_t bins = s.pooledHeight * s.pooledWidth;
  const auto values = static_cast<size_t>(bins * s.channels);
  std::vector<float> best(values);  // [bins][channels]
  std::vector<int32_t> where(values);
  for (int64_t r = first; r < last; ++r) {
    const PlacedRoi roi = place(s, rois + 5 * r);
    const float* map = features + roi.image * s.height * s.width * s.channels;
    std::ranges::fill(best, -std::numeric_limits<float>::max());
    std::ranges::fill(where, -1);
    for (int64_t bin = 0; bin < bins; ++bin) {
      const Span rows = binSpan(bin / s.pooledWidth, roi.binHeight, roi.top, s.height);
      const Span columns = binSpan(bin % s.pooledWidth, roi.binWidth, roi.left, s.width);
      const int64_t at = bin * s.channels;
      for (int64_t y = rows.from; y < rows.to; ++y)
        for (int64_t x = columns.from; x < columns.to; ++x) {
          const int64_t cell = y * s.width + x;
          takeGreater(best.data() + at, where.data() + at, map + cell * s.channels,
                      static_cast<int32_t>(cell), s.channels);
        }
    }
    for (size_t i = 0; i < values; ++i)
      if (where[i] < 0) best[i] = 0;
    transpose(best.data(), output + r * s.channels * bins, bins, s.channels);
    transpose(where.data(), argmax + r * s.channels * bins, bins, s.channels);
  }
}

void roiPoolBackward(const RoiShape& s, const float* gradOutput, const int32_t* argmax, const float* rois,
                     float* gradFeatures, int64_t first, int64_t last) {
  const int64_t bins = s.pooledHeight * s.pooledWidth;
  for (int64_t r = 0; r < s.rois; ++r) {
    const auto image = static_cast<int64_t>(rois[5 * r]);
    float* map = gradFeatures + image * s.height * s.width * s.channels;
    for (int64_t c = first; c < last; ++c) {
      const int64_t at = (r * s.channels + c) * bins;
      for (int64_t bin = 0; bin < bins; ++bin)
        if (argmax[at + bin] >= 0) map[argmax[at + bin] * s.channels + c] += gradOutput[at + bin];
    }
  }
}

}  // namespace anchor::cpu
