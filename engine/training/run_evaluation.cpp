// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/run_evaluation.h"

#include "engine/evaluation/evaluate_samples.h"
#include "engine/training/validation_loss.h"

namespace anchor {

EvaluationSamples samplesToEvaluate(const RunSamples& samples, int most) {
  EvaluationSamples chosen{"val", samples.inSplit("val")};
  if (chosen.samples.empty()) chosen = {"test", samples.inSplit("test")};
  if (most > 0 && chosen.samples.size() > static_cast<size_t>(most))
    chosen.samples.resize(static_cast<size_t>(most));
  return chosen;
}

std::optional<EvaluationEvent> evaluateNetwork(TrainLoop& loop, const EvaluationSamples& on,
                                               ImageSource& source,
                                               const std::function<bool(int, int)>& progress,
                                               const SkipImage& skip) {
  FasterRcnn& network = loop.network();
  network.eval();
  ValidationLoss losses(network, loop.config(), loop.device());
  const auto find = [&](const RgbImage& image, const RunSample& sample) {
    return losses.find(image, sample);
  };
  size_t skipped = 0;
  EvaluationResult result =
      evaluate(find, loop.config().classes, on.samples, source, progress, [&](const Unreadable& one) {
        ++skipped;
        skip(one);
      });
  network.train();
  const auto images = static_cast<size_t>(result.event.images);
  if (images == 0 || images + skipped < on.samples.size()) return std::nullopt;
  result.event.iteration = loop.iteration();
  result.event.split = on.split;
  result.event.losses = losses.mean();
  return result.event;
}

}  // namespace anchor
