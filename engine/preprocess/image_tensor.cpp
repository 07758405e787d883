// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/preprocess/image_tensor.h"

#include <cmath>
#include <utility>

#include "engine/preprocess/placed_objects.h"

namespace anchor {
namespace {

/// Two source columns (or rows) and the weight of the second, for each target one.
struct Taps {
  std::vector<int> low, high;
  std::vector<float> weight;
};

Taps bilinearTaps(int from, int to) {
  Taps taps;
  const float ratio = static_cast<float>(from) / static_cast<float>(to);
  for (int i = 0; i < to; ++i) {
    const float at = std::max(0.0F, (static_cast<float>(i) + 0.5F) * ratio - 0.5F);
    const int low = std::min(static_cast<int>(at), from - 1);
    taps.low.push_back(low);
    taps.high.push_back(std::min(low + 1, from - 1));
    taps.weight.push_back(at - static_cast<float>(low));
  }
  return taps;
}

/// One row of the picture at the columns of the target, in the target's order: [3][width].
using StretchedRow = std::vector<float>;

void stretch(const RgbImage& image, int row, const Taps& columns, bool swap, bool flip, StretchedRow& out) {
  const size_t width = columns.low.size();
  const uint8_t* pixels = image.pixels.data() + size_t{3} * static_cast<size_t>(row) * image.width;
  float* planes[3] = {out.data(), out.data() + width, out.data() + 2 * width};
  if (swap) std::swap(planes[0], planes[2]);
  for (size_t x = 0; x < width; ++x) {
    const uint8_t* left = pixels + 3 * columns.low[x];
    const uint8_t* right = pixels + 3 * columns.high[x];
    const float fx = columns.weight[x];
    const size_t to = flip ? width - 1 - x : x;
    for (int c = 0; c < 3; ++c)
      planes[c][to] = static_cast<float>(left[c]) * (1 - fx) + static_cast<float>(right[c]) * fx;
  }
}

/// line[x] = the blend of two rows, scaled and shifted.
void blend(const float* upper, const float* lower, float weight, float factor, float shift, size_t width,
           float* __restrict line) {
  for (size_t x = 0; x < width; ++x) line[x] = (upper[x] * (1 - weight) + lower[x] * weight) * factor - shift;
}

void resizeInto(const RgbImage& image, const InputConfig& input, bool flip, PreparedImage& out) {
  const Taps columns = bilinearTaps(image.width, out.width);
  const Taps rows = bilinearTaps(image.height, out.height);
  const auto width = static_cast<size_t>(out.width);
  const size_t plane = width * static_cast<size_t>(out.height);
  out.pixels.resize(3 * plane);
  const bool swap = input.channels == ChannelOrder::Bgr;
  // Neighbouring rows of the target share rows of the picture, so the last two are kept.
  StretchedRow upper(3 * width);
  StretchedRow lower(3 * width);
  int upperRow = -1;
  int lowerRow = -1;
  const auto need = [&](StretchedRow& kept, int& keptRow, int row) {
    if (keptRow != row) stretch(image, row, columns, swap, flip, kept);
    keptRow = row;
  };
  for (int y = 0; y < out.height; ++y) {
    if (rows.low[y] == lowerRow) {
      std::swap(upper, lower);
      std::swap(upperRow, lowerRow);
    }
    need(upper, upperRow, rows.low[y]);
    need(lower, lowerRow, rows.high[y]);
    for (size_t channel = 0; channel < 3; ++channel) {
      const float factor = input.range / 255.0F / input.std[channel];
      const float shift = input.mean[channel] / input.std[channel];
      blend(upper.data() + channel * width, lower.data() + channel * width, rows.weight[y], factor, shift,
            width, out.pixels.data() + channel * plane + static_cast<size_t>(y) * width);
    }
  }
}

}  // namespace

PreparedImage placeImage(const ImageSize& size, const RunSample& sample, const RunConfig& config, bool flip,
                         float jitter) {
  PreparedImage out;
  out.sample = &sample;
  out.flipped = flip;
  out.geometry = inputGeometry(config, size, jitter);
  out.width = static_cast<int>(out.geometry.size.width);
  out.height = static_cast<int>(out.geometry.size.height);
  PlacedObjects placed = placeObjects(config, out.geometry, sample.boxes, flip);
  out.gtBoxes = std::move(placed.gtBoxes);
  out.gtClasses = std::move(placed.gtClasses);
  out.ignored = std::move(placed.ignored);
  return out;
}

PreparedImage prepareImage(const RgbImage& image, const RunSample& sample, const RunConfig& config, bool flip,
                           float jitter) {
  PreparedImage out = placeImage({static_cast<float>(image.height), static_cast<float>(image.width)}, sample,
                                 config, flip, jitter);
  resizeInto(image, config.input, flip, out);
  return out;
}

}  // namespace anchor
