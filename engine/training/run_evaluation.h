// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "engine/preprocess/image_source.h"
#include "engine/protocol/run_event.h"
#include "engine/protocol/run_samples.h"
#include "engine/training/train_loop.h"

namespace anchor {

/// The images that a run is evaluated on: those of val, or of test where val has none; at most `most` of them
/// (0 = all). `samples` is empty where neither has any.
struct EvaluationSamples {
  std::string split;
  std::vector<const RunSample*> samples;
};
EvaluationSamples samplesToEvaluate(const RunSamples& samples, int most);

/// Figures and losses of the network as it is now; the loop goes on training afterwards. progress(done,
/// images) may return false to stop. Nothing where it was stopped, or where no image could be read: figures
/// of a part are none of the split.
std::optional<EvaluationEvent> evaluateNetwork(TrainLoop& loop, const EvaluationSamples& on,
                                               ImageSource& source,
                                               const std::function<bool(int, int)>& progress,
                                               const SkipImage& skip);

}  // namespace anchor
