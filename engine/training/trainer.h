// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Training of a run folder from its files alone. The header is free of torch.

#include <functional>

#include "engine/config/run_config.h"
#include "engine/preprocess/image_source.h"
#include "engine/protocol/run_folder.h"

namespace anchor {

class Ranks;

/// How the outside world reaches a training: all are called between steps, on the training's thread.
struct TrainHooks {
  std::function<void(const EventBody&)> emit;
  std::function<bool()> stopRequested = [] { return false; };  ///< SIGTERM, Ctrl+C
  /// Makes a safetensors file, which lasts as long as the pointer, of the weights a run starts from; where it
  /// is empty they are read here.
  std::function<std::shared_ptr<const std::filesystem::path>(const std::filesystem::path&)> convertWeights;
};

/// Trains until done, stopped or failed; continues from the newest readable checkpoint when there is one.
/// Holds the run's lock, obeys commands.jsonl, and ends with a finished event. Throws UserError (and
/// c10::Error for faults of the libraries) after having emitted nothing about it: the caller reports.
/// With several ranks all call it on the same folder; the first one writes, and is the only one to emit. When
/// a rank is lost the first one writes a checkpoint; all that are left throw RunLost.
void trainRun(const RunFolder& folder, ImageSource& source, const TrainHooks& hooks, const Ranks& ranks);

/// Time and memory of one step, measured on an invented image of the given size with `boxes` boxes.
struct Forecast {
  double secondsPerIteration = 0;
  double memoryMegabytes = 0;
  std::optional<double> gpuMegabytes;  ///< held on the GPU beside that; where there is one
  double checkpointMegabytes = 0;      ///< of one file: weights and momentum
};
Forecast forecast(const RunConfig& config, int width, int height, int boxes);

/// Threads that one step may use; 0 = one for each core.
void setComputeThreads(int threads);

}  // namespace anchor
