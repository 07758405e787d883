// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/lively_network.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/inference/network_input.h"
#include "engine/networks/weights/checkpoint.h"
#include "engine/networks/weights/load_weights.h"
#include "engine/preprocess/image_tensor.h"
#include "engine/training/losses.h"
#include "engine/training/sgd.h"

namespace anchor::test {
namespace {

/// Scales a layer's weights so that its outputs (`out`, one column for each) have the wanted deviation about
/// 0.
void level(const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& out, double deviation) {
  const at::Tensor centred = out - out.mean(0, true);
  const double factor = deviation / std::max(1e-12, centred.std().item<double>());
  weight.mul_(factor);
  bias.sub_(out.mean(0)).mul_(factor);
}

at::Tensor parameter(FasterRcnn& network, const char* name) { return network.named_parameters()[name]; }

/// One column for each output channel.
at::Tensor columns(const at::Tensor& map) { return map.permute({0, 2, 3, 1}).reshape({-1, map.size(1)}); }

at::Tensor randomRois(ImageSize size, int64_t count) {
  const at::Tensor corner = at::rand({count, 2}) * at::tensor({size.width * 0.7F, size.height * 0.7F});
  const at::Tensor sides = at::rand({count, 2}) * 100 + 20;
  const at::Tensor last = at::tensor({size.width - 1, size.height - 1});
  return at::cat({at::zeros({count, 1}), corner, at::minimum(corner + sides, last)}, 1);
}

}  // namespace

RunConfig smallPreset(const std::string& preset, float shortSide) {
  RunConfig config = presetByName(preset).config;
  config.preset = preset;
  config.classes = {"red", "green", "blue things"};
  config.weights.clear();
  config.input.short_side = shortSide;
  config.input.long_side = shortSide * 1.6F;
  config.test.short_side = config.test.long_side = 0;
  config.network.head_hidden = std::min(config.network.head_hidden, 256);
  config.network.head_fc7 = std::min(config.network.head_fc7, 256);
  config.test_proposals.preNms = std::min(config.test_proposals.preNms, 300);
  config.test_proposals.postNms = std::min(config.test_proposals.postNms, 40);
  return config;
}

void writeLivelyCheckpoint(const std::filesystem::path& path, const RunConfig& config, const RgbImage& image,
                           int seed) {
  const at::NoGradGuard off;
  at::manual_seed(static_cast<uint64_t>(seed));
  FasterRcnn network(config);
  network.eval();
  const std::vector<PreparedImage> batch{prepareImage(image, RunSample{}, config, false)};
  const auto maps = network.features(stackImages(batch, config, at::kCPU, layoutOf(config)));
  const RpnMaps rpn = network.rpnHead().convolved(maps[0]);
  level(parameter(network, "rpn.cls_score.weight"), parameter(network, "rpn.cls_score.bias"),
        columns(rpn.scores), 1.5);
  level(parameter(network, "rpn.bbox_pred.weight"), parameter(network, "rpn.bbox_pred.bias"),
        columns(rpn.deltas), 0.05);
  const BoxOutput head = network.boxes(maps, randomRois(batch[0].geometry.size, 200));
  level(parameter(network, "head.cls_score.weight"), parameter(network, "head.cls_score.bias"), head.scores,
        2);
  level(parameter(network, "head.bbox_pred.weight"), parameter(network, "head.bbox_pred.bias"), head.deltas,
        0.3);
  writeCheckpoint(path, {config,
                         1,
                         config.solver.learning_rate,
                         {},
                         networkTensors(network),
                         Sgd(network, config.solver).momentum()});
}

RgbImage syntheticImage(int width, int height, int seed) {
  RgbImage image{width, height, {}};
  image.pixels.reserve(size_t{3} * static_cast<size_t>(width) * static_cast<size_t>(height));
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int c = 0; c < 3; ++c) {
        const double wave =
            std::sin((x * (c + 1) + seed * 7) * 0.043) * std::cos((y * (3 - c) + seed) * 0.037);
        const bool inside = (x / 57 + y / 43 + seed + c) % 3 == 0;
        image.pixels.push_back(
            static_cast<uint8_t>(std::clamp(120 + 90 * wave + (inside ? 40 : 0), 0.0, 255.0)));
      }
  return image;
}

}  // namespace anchor::test
