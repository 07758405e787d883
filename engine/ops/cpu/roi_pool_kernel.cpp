#include <algorithm>
#include <cmath>
#include <limits>

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

}  // namespace

void roiPoolForward(const RoiShape& s, const float* features, const float* rois, float* output,
                    int32_t* argmax, int64_t first, int64_t last) {
  const int64_t plane = s.height * s.width;
  for (int64_t r = first; r < last; ++r) {
    const float* roi = rois + 5 * r;
    const auto image = static_cast<int64_t>(roi[0]);
    const auto cell = [&](int i) { return static_cast<int64_t>(std::round(roi[i] * s.scale)); };
    const int64_t left = cell(1);
    const int64_t top = cell(2);
    const float binWidth =
        static_cast<float>(std::max<int64_t>(cell(3) - left + 1, 1)) / static_cast<float>(s.pooledWidth);
    const float binHeight =
        static_cast<float>(std::max<int64_t>(cell(4) - top + 1, 1)) / static_cast<float>(s.pooledHeight);
    for (int64_t c = 0; c < s.channels; ++c) {
      const float* map = features + (image * s.channels + c) * plane;
      int64_t at = (r * s.channels + c) * s.pooledHeight * s.pooledWidth;
      for (int64_t ph = 0; ph < s.pooledHeight; ++ph) {
        const Span rows = binSpan(ph, binHeight, top, s.height);
        for (int64_t pw = 0; pw < s.pooledWidth; ++pw, ++at) {
          const Span columns = binSpan(pw, binWidth, left, s.width);
          float best = -std::numeric_limits<float>::max();
          int32_t bestCell = -1;
          for (int64_t y = rows.from; y < rows.to; ++y)
            for (int64_t x = columns.from; x < columns.to; ++x)
              if (map[y * s.width + x] > best) {
                best = map[y * s.width + x];
                bestCell = static_cast<int32_t>(y * s.width + x);
              }
          output[at] = bestCell < 0 ? 0 : best;
          argmax[at] = bestCell;
        }
      }
    }
  }
}

void roiPoolBackward(const RoiShape& s, const float* gradOutput, const int32_t* argmax, const float* rois,
                     float* gradFeatures, int64_t first, int64_t last) {
  const int64_t bins = s.pooledHeight * s.pooledWidth;
  for (int64_t r = 0; r < s.rois; ++r) {
    const auto image = static_cast<int64_t>(rois[5 * r]);
    for (int64_t c = first; c < last; ++c) {
      float* map = gradFeatures + (image * s.channels + c) * s.height * s.width;
      const int64_t at = (r * s.channels + c) * bins;
      for (int64_t bin = 0; bin < bins; ++bin)
        if (argmax[at + bin] >= 0) map[argmax[at + bin]] += gradOutput[at + bin];
    }
  }
}

}  // namespace anchor::cpu
