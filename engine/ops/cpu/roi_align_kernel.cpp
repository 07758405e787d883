// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/ops/cpu/channel_loops.h"
#include "engine/ops/cpu/roi_kernels.h"

namespace anchor::cpu {
namespace {

/// What each bin of one roi takes from which cells, bin by bin. It does not depend on the channel.
struct RoiCells {
  std::vector<WeightedCell> cells;
  std::vector<size_t> ends;  ///< [bins] where the bin's cells end
  int64_t image = 0;
};

/// Adds to the bin that begins at `binStart`: neighbouring samples share cells, and each is to be read once.
void addCell(RoiCells& out, size_t binStart, int64_t cell, float weight) {
  if (weight == 0) return;
  for (size_t k = binStart; k < out.cells.size(); ++k)
    if (out.cells[k].cell == cell) {
      out.cells[k].weight += weight;
      return;
    }
  out.cells.push_back({static_cast<int32_t>(cell), weight});
}

/// One bilinear sample with its share of the bin.
void addSample(RoiCells& out, size_t binStart, float y, float x, const RoiShape& s, float share) {
  if (y < -1 || y > static_cast<float>(s.height) || x < -1 || x > static_cast<float>(s.width)) return;
  y = std::max(y, 0.0F);
  x = std::max(x, 0.0F);
  const auto yLow = std::min(static_cast<int64_t>(y), s.height - 1);
  const auto xLow = std::min(static_cast<int64_t>(x), s.width - 1);
  const int64_t yHigh = std::min(yLow + 1, s.height - 1);
  const int64_t xHigh = std::min(xLow + 1, s.width - 1);
  // At the last row and column both neighbours are the same cell; the fraction there counts as zero.
  const float fy = yLow == s.height - 1 ? 0 : y - static_cast<float>(yLow);
  const float fx = xLow == s.width - 1 ? 0 : x - static_cast<float>(xLow);
  addCell(out, binStart, yLow * s.width + xLow, share * (1 - fy) * (1 - fx));
  addCell(out, binStart, yLow * s.width + xHigh, share * (1 - fy) * fx);
  addCell(out, binStart, yHigh * s.width + xLow, share * fy * (1 - fx));
  addCell(out, binStart, yHigh * s.width + xHigh, share * fy * fx);
}

void place(const RoiShape& s, const float* roi, RoiCells& out) {
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
  const float share = 1.0F / static_cast<float>(std::max<int64_t>(rows * columns, 1));
  out.image = static_cast<int64_t>(roi[0]);
  out.cells.clear();
  out.ends.clear();
  for (int64_t ph = 0; ph < s.pooledHeight; ++ph)
    for (int64_t pw = 0; pw < s.pooledWidth; ++pw) {
      const size_t binStart = out.cells.size();
      for (int64_t iy = 0; iy < rows; ++iy)
        for (int64_t ix = 0; ix < columns; ++ix) {
          const float y = y1 + static_cast<float>(ph) * binHeight +
                          (static_cast<float>(iy) + 0.5F) * binHeight / static_cast<float>(rows);
          const float x = x1 + static_cast<float>(pw) * binWidth +
                          (static_cast<float>(ix) + 0.5F) * binWidth / static_cast<float>(columns);
          addSample(out, binStart, y, x, s, share);
        }
      out.ends.push_back(out.cells.size());
    }
}

/// The cells of one bin.
std::span<const WeightedCell> cellsOf(const RoiCells& roi, int64_t bin) {
  const size_t from = bin > 0 ? roi.ends[static_cast<size_t>(bin - 1)] : 0;
  return {roi.cells.data() + from, roi.ends[static_cast<size_t>(bin)] - from};
}

}  // namespace

void roiAlignForward(const RoiShape& s, const float* features, const float* rois, float* output,
                     int64_t first, int64_t last) {
  const int64_t bins = s.pooledHeight * s.pooledWidth;
  const int64_t plane = s.height * s.width * s.channels;
  RoiCells placed;
  std::vector<float> sums(static_cast<size_t>(bins * s.channels));  // [bins][channels]
  for (int64_t r = first; r < last; ++r) {
    place(s, rois + 5 * r, placed);
    const float* map = features + placed.image * plane;
    for (int64_t bin = 0; bin < bins; ++bin)
      weightedSum(map, s.channels, cellsOf(placed, bin), sums.data() + bin * s.channels);
    transpose(sums.data(), output + r * s.channels * bins, bins, s.channels);
  }
}

void roiAlignBackward(const RoiShape& s, const float* gradOutput, const float* rois, float* gradFeatures,
                      int64_t first, int64_t last) {
  const int64_t bins = s.pooledHeight * s.pooledWidth;
  const int64_t plane = s.height * s.width * s.channels;
  const int64_t count = last - first;
  RoiCells placed;
  std::vector<float> grads(static_cast<size_t>(bins * count));  // [bins][channels of this range]
  for (int64_t r = 0; r < s.rois; ++r) {
    place(s, rois + 5 * r, placed);
    transpose(gradOutput + (r * s.channels + first) * bins, grads.data(), count, bins);
    float* map = gradFeatures + placed.image * plane + first;
    for (int64_t bin = 0; bin < bins; ++bin)
      addWeighted(map, s.channels, cellsOf(placed, bin), grads.data() + bin * count, count);
  }
}

}  // namespace anchor::cpu
