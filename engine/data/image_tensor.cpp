#include "engine/data/image_tensor.h"

#include <cmath>

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

void resizeInto(const RgbImage& image, const InputConfig& input, bool flip, PreparedImage& out) {
  const Taps columns = bilinearTaps(image.width, out.width);
  const Taps rows = bilinearTaps(image.height, out.height);
  const size_t plane = static_cast<size_t>(out.width) * static_cast<size_t>(out.height);
  out.pixels.resize(3 * plane);
  const bool swap = input.channels == "bgr";
  for (int channel = 0; channel < 3; ++channel) {
    const int source = swap ? 2 - channel : channel;
    const float factor = input.range / 255.0F / input.std[channel];
    const float shift = input.mean[channel] / input.std[channel];
    for (int y = 0; y < out.height; ++y) {
      const uint8_t* top = image.pixels.data() + size_t{3} * rows.low[y] * image.width + source;
      const uint8_t* bottom = image.pixels.data() + size_t{3} * rows.high[y] * image.width + source;
      float* line =
          out.pixels.data() + static_cast<size_t>(channel) * plane + static_cast<size_t>(y) * out.width;
      for (int x = 0; x < out.width; ++x) {
        const int left = 3 * columns.low[x];
        const int right = 3 * columns.high[x];
        const float fx = columns.weight[x];
        const float upper = static_cast<float>(top[left]) * (1 - fx) + static_cast<float>(top[right]) * fx;
        const float lower =
            static_cast<float>(bottom[left]) * (1 - fx) + static_cast<float>(bottom[right]) * fx;
        const float value = upper * (1 - rows.weight[y]) + lower * rows.weight[y];
        line[flip ? out.width - 1 - x : x] = value * factor - shift;
      }
    }
  }
}

}  // namespace

PreparedImage prepareImage(const RgbImage& image, const RunSample& sample, const RunConfig& config, bool flip,
                           float jitter) {
  PreparedImage out;
  out.sample = &sample;
  out.flipped = flip;
  out.geometry =
      inputGeometry(config, {static_cast<float>(image.height), static_cast<float>(image.width)}, jitter);
  const ImageSize size = out.geometry.size;
  out.width = static_cast<int>(size.width);
  out.height = static_cast<int>(size.height);
  resizeInto(image, config.input, flip, out);
  for (const SampleBox& gt : sample.boxes) {
    if (gt.difficult || gt.crowd) continue;
    Box box = toNetwork(gt.box, out.geometry, config.convention());
    if (flip) box = mirrored(box, size.width, config.convention());
    out.gtBoxes.push_back(clipped(box, size, config.convention()));
    out.gtClasses.push_back(gt.class_index + 1);
  }
  return out;
}

}  // namespace anchor
