// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspection/input_picture.h"

#include <algorithm>

#include "engine/preprocess/image_tensor.h"

namespace anchor {

RgbImage inputPicture(const RgbImage& image, const RunConfig& config, bool flipped) {
  const PreparedImage input = prepareImage(image, RunSample{}, config, flipped);
  float low = 0;
  float high = 0;
  for (size_t c = 0; c < 3; ++c) {
    low = std::min(low, -config.input.mean[c] / config.input.std[c]);
    high = std::max(high, (config.input.range - config.input.mean[c]) / config.input.std[c]);
  }
  const float step = 255 / (high - low);
  RgbImage out{input.width, input.height, {}};
  const size_t plane = static_cast<size_t>(input.width) * static_cast<size_t>(input.height);
  out.pixels.resize(3 * plane);
  for (size_t i = 0; i < plane; ++i)
    for (size_t c = 0; c < 3; ++c)
      out.pixels[3 * i + c] =
          static_cast<uint8_t>(std::clamp((input.pixels[c * plane + i] - low) * step, 0.0F, 255.0F));
  return out;
}

}  // namespace anchor
