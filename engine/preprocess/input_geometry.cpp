// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/preprocess/input_geometry.h"

#include <cmath>

namespace anchor {

InputGeometry inputGeometry(const RunConfig& config, ImageSize image, float jitter) {
  const InputConfig& input = config.input;
  const float shortest = std::min(image.height, image.width);
  const float longest = std::max(image.height, image.width);
  InputGeometry out;
  out.scale = std::min(input.short_side / shortest, input.long_side / longest) * jitter;
  const auto side = [&](float length) {
    // The sliver keeps a product that is whole on paper from being rounded down.
    const float scaled = length * out.scale;
    return std::max(
        1.0F, input.rounding == SideRounding::Down ? std::floor(scaled * (1 + 1e-6F)) : std::round(scaled));
  };
  out.size = {side(image.height), side(image.width)};
  const auto multiple = static_cast<float>(input.pad_to);
  out.padded = {std::ceil(out.size.height / multiple) * multiple,
                std::ceil(out.size.width / multiple) * multiple};
  const bool pixel = config.convention() == BoxConvention::Pixel;
  out.scaleX = pixel ? out.scale : out.size.width / image.width;
  out.scaleY = pixel ? out.scale : out.size.height / image.height;
  return out;
}

Box toNetwork(const Box& box, const InputGeometry& g, BoxConvention convention) {
  const float offset = lengthOffset(convention);
  return {box.x1 * g.scaleX, box.y1 * g.scaleY, (box.x2 - offset) * g.scaleX, (box.y2 - offset) * g.scaleY};
}

Box fromNetwork(const Box& box, const InputGeometry& g, BoxConvention convention) {
  const float offset = lengthOffset(convention);
  return {box.x1 / g.scaleX, box.y1 / g.scaleY, box.x2 / g.scaleX + offset, box.y2 / g.scaleY + offset};
}

}  // namespace anchor
