#pragma once
#include "engine/networks/faster_rcnn.h"
#include "engine/protocol/run_folder.h"
#include "engine/training/loss_scale.h"
#include "engine/training/sgd.h"

namespace anchor {

/// A checkpoint is one safetensors file: network.*, momentum.*, and the iteration, the base learning
/// rate and the configuration as metadata. Written atomically, so a killed engine leaves the previous one or
/// the whole new one.
void writeCheckpoint(const std::filesystem::path& path, const FasterRcnn& network, const Sgd& optimizer,
                     const RunConfig& config, int iteration, double baseRate, const LossScale& scale = {});

struct Checkpoint {
  RunConfig config;
  int iteration = 0;
  double baseRate = 0;  ///< the learning rate that warm-up and schedule start from at this iteration
  LossScale scale;
  NamedTensors network, momentum;
};
/// Throws UserError when the file is damaged or no checkpoint of this program.
Checkpoint readCheckpoint(const std::filesystem::path& path);

/// The newest one that can be read; damaged newer ones are passed over and named in `skipped`.
std::optional<Checkpoint> newestCheckpoint(const RunFolder& folder, std::vector<std::string>& skipped);

}  // namespace anchor
