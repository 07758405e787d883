// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "engine/training/train_loop.h"
#include "engine/training/trainer.h"

namespace anchor {
namespace {

/// Noise of one size, so that a forecast needs no file.
class NoiseSource : public ImageSource {
 public:
  NoiseSource(int width, int height) : m_image{width, height, {}} {
    m_image.pixels.resize(size_t{3} * static_cast<size_t>(width) * static_cast<size_t>(height));
    RandomSource random(1);
    for (uint8_t& value : m_image.pixels) value = static_cast<uint8_t>(random.below(256));
  }
  RgbImage read(const RunSample&) override { return m_image; }

 private:
  RgbImage m_image;
};

}  // namespace

Forecast forecast(const RunConfig& given, int width, int height, int boxes) {
  RunConfig config = given;
  config.solver.iterations = 100;  // more than are taken
  checkConfig(config);
  RunSample sample{"forecast", "", width, height, "train", {}};
  RandomSource random(2);
  for (int i = 0; i < boxes; ++i) {
    const auto w = static_cast<float>(width) / 6;
    const auto h = static_cast<float>(height) / 6;
    const auto x = static_cast<float>(random.uniform()) * 5 * w;
    const auto y = static_cast<float>(random.uniform()) * 5 * h;
    sample.boxes.push_back({0, {x, y, x + w, y + h}});
  }
  config.recipe.kind = RecipeKind::EndToEnd;  // the dearest step of any recipe
  NoiseSource source(width, height);
  TrainLoop loop(config, {{&sample}, &source, {}}, std::nullopt);
  // The first steps pay for allocations, and on a GPU for choosing its algorithms; there steps are short.
  const bool gpu = loop.device().is_cuda();
  for (int i = 0; i < (gpu ? 5 : 1); ++i) loop.step();
  std::vector<double> seconds;
  Forecast result;
  for (int i = 0; i < (gpu ? 21 : 2); ++i) {
    const IterationEvent event = loop.step();
    seconds.push_back(event.seconds);
    result.memoryMegabytes = std::max(result.memoryMegabytes, event.memory_mb);
    if (gpu) result.gpuMegabytes = std::max(result.gpuMegabytes.value_or(0), event.gpu_memory_mb);
  }
  double bytes = 0;
  for (const auto& [name, tensor] : networkTensors(loop.network()))
    bytes += static_cast<double>(tensor.nbytes());
  result.checkpointMegabytes = 2 * bytes / 1e6;  // the momentum is as large as the weights
  std::ranges::sort(seconds);
  result.secondsPerIteration = 0.5 * (seconds[(seconds.size() - 1) / 2] + seconds[seconds.size() / 2]);
  return result;
}

}  // namespace anchor
