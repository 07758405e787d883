#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/ops/cpu/channel_loops.h"
#include "engine/ops/cpu/roi_kernels.h"

namespace anchor::cpu {
namespace {

/// One bilinear sample: four cells and their weights.
struct Sample {
  int32_t cell[4];
  float weight[4];
};

/// Samples of all bins of one roi, bin by bin, `perBin` each. They do not depend on the channel.
struct RoiSamples {
  std::vector<Sample> samples;
  int64_t perBin = 0;
  int64_t image = 0;
};

Sample bilinear(float y, float x, int64_t height, int64_t width) {
  if (y < -1 || y > static_cast<float>(height) || x < -1 || x > static_cast<float>(width)) return {};
  y = std::max(y, 0.0F);
  x = std::max(x, 0.0F);
  const auto yLow = std::min(static_cast<int64_t>(y), height - 1);
  const auto xLow = std::min(static_cast<int64_t>(x), width - 1);
  const int64_t yHigh = std::min(yLow + 1, height - 1);
  const int64_t xHigh = std::min(xLow + 1, width - 1);
  // At the last row and column both neighbours are the same cell; the fraction there counts as zero.
  const float fy = yLow == height - 1 ? 0 : y - static_cast<float>(yLow);
  const float fx = xLow == width - 1 ? 0 : x - static_cast<float>(xLow);
  const auto cell = [&](int64_t row, int64_t column) { return static_cast<int32_t>(row * width + column); };
  return {{cell(yLow, xLow), cell(yLow, xHigh), cell(yHigh, xLow), cell(yHigh, xHigh)},
          {(1 - fy) * (1 - fx), (1 - fy) * fx, fy * (1 - fx), fy * fx}};
}

void place(const RoiShape& s, const float* roi, RoiSamples& out) {
  const float shift = s.aligned ? 0.5F : 0.0F;
  const float x1 = roi[1] * s.scale - shift;
  const float y1 = roi[2] * s.scale - shift;
  float roiWidth = roi[3] * s.scale - shift - x1;
  float roiHeight = roi[4] * s.scale - shift - y1;
  if (!s.aligned) {
    roiWidth = std::max(roiWidth, 1.0F);
    roiHeight = std::max(roiHeight, 1.0F);
  }
  const float binHeight = roiHeight / static_cast<float>(s.pooledHeight);
  const float binWidth = roiWidth / static_cast<float>(s.pooledWidth);
  const auto count = [&](float bin) {
    return s.samplingRatio > 0 ? s.samplingRatio : std::max<int64_t>(0, static_cast<int64_t>(std::ceil(bin)));
  };
  const int64_t rows = count(binHeight);
  const int64_t columns = count(binWidth);
  out.perBin = rows * columns;
  out.image = static_cast<int64_t>(roi[0]);
  out.samples.clear();
  for (int64_t ph = 0; ph < s.pooledHeight; ++ph)
    for (int64_t pw = 0; pw < s.pooledWidth; ++pw)
      for (int64_t iy = 0; iy < rows; ++iy)
        for (int64_t ix = 0; ix < columns; ++ix) {
          const float y = y1 + static_cast<float>(ph) * binHeight +
                          (static_cast<float>(iy) + 0.5F) * binHeight / static_cast<float>(rows);
          const float x = x1 + static_cast<float>(pw) * binWidth +
                          (static_cast<float>(ix) + 0.5F) * binWidth / static_cast<float>(columns);
          out.samples.push_back(bilinear(y, x, s.height, s.width));
        }
}

}  // namespace

void roiAlignForward(const RoiShape& s, const float* features, const float* rois, float* output,
                     int64_t first, int64_t last) {
  const int64_t bins = s.pooledHeight * s.pooledWidth;
  const int64_t plane = s.height * s.width * s.channels;
  RoiSamples placed;
  std::vector<float> sums(static_cast<size_t>(bins * s.channels));  // [bins][channels]
  for (int64_t r = first; r < last; ++r) {
    place(s, rois + 5 * r, placed);
    const float* map = features + placed.image * plane;
    std::ranges::fill(sums, 0.0F);
    const Sample* sample = placed.samples.data();
    for (int64_t bin = 0; bin < bins; ++bin)
      for (int64_t k = 0; k < placed.perBin; ++k, ++sample) {
        const float* corners[4];
        for (int i = 0; i < 4; ++i) corners[i] = map + sample->cell[i] * s.channels;
        addFour(sums.data() + bin * s.channels, corners, sample->weight, s.channels);
      }
    const float share = 1.0F / static_cast<float>(std::max<int64_t>(placed.perBin, 1));
    for (float& value : sums) value *= share;
    transpose(sums.data(), output + r * s.channels * bins, bins, s.channels);
  }
}

void roiAlignBackward(const RoiShape& s, const float* gradOutput, const float* rois, float* gradFeatures,
                      int64_t first, int64_t last) {
  const int64_t bins = s.pooledHeight * s.pooledWidth;
  const int64_t plane = s.height * s.width * s.channels;
  const int64_t count = last - first;
  RoiSamples placed;
  std::vector<float> grads(static_cast<size_t>(bins * count));  // [bins][channels of this range]
  for (int64_t r = 0; r < s.rois; ++r) {
    place(s, rois + 5 * r, placed);
    transpose(gradOutput + (r * s.channels + first) * bins, grads.data(), count, bins);
    const float share = 1.0F / static_cast<float>(std::max<int64_t>(placed.perBin, 1));
    float* map = gradFeatures + placed.image * plane + first;
    const Sample* sample = placed.samples.data();
    for (int64_t bin = 0; bin < bins; ++bin)
      for (int64_t k = 0; k < placed.perBin; ++k, ++sample)
        for (int corner = 0; corner < 4; ++corner)
          addScaled(map + sample->cell[corner] * s.channels, grads.data() + bin * count,
                    share * sample->weight[corner], count);
  }
}

}  // namespace anchor::cpu
