#include "engine/training/train_loop.h"
#include "engine/training/trainer.h"

namespace anchor {
namespace {

/// Grey noise of one size, so that a forecast needs no file.
class NoiseSource : public ImageSource {
 public:
  RgbImage read(const RunSample& sample) override {
    RgbImage image{sample.width, sample.height, {}};
    image.pixels.resize(size_t{3} * sample.width * sample.height);
    RandomSource random(1);
    for (uint8_t& value : image.pixels) value = static_cast<uint8_t>(random.below(256));
    return image;
  }
};

}  // namespace

Forecast forecast(const RunConfig& given, int width, int height, int boxes) {
  RunConfig config = given;
  config.solver.iterations = 3;
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
  config.recipe.kind = "end_to_end";  // the dearest step of any recipe
  NoiseSource source;
  TrainLoop loop(config, {{&sample}, &source, {}}, std::nullopt);
  Forecast result;
  loop.step();  // the first step pays for allocations
  for (int i = 0; i < 2; ++i) {
    const IterationEvent event = loop.step();
    result.secondsPerIteration += 0.5 * event.seconds;
    result.memoryMegabytes = std::max(result.memoryMegabytes, event.memory_mb);
  }
  return result;
}

}  // namespace anchor
