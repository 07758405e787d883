// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <optional>

#include "engine/config/run_config.h"
#include "engine/networks/loss_scale.h"
#include "engine/networks/weights/tensor_file.h"
#include "engine/protocol/run_folder.h"

namespace anchor {

/// What a run needs to go on as if it had not been interrupted.
struct Checkpoint {
  RunConfig config;
  int iteration = 0;
  double baseRate = 0;  ///< the learning rate that warm-up and schedule start from at this iteration
  LossScale scale;
  NamedTensors network, momentum;
};

/// One safetensors file: network.*, momentum.*, and the rest as metadata. Written atomically, so a killed
/// engine leaves the previous one or the whole new one.
void writeCheckpoint(const std::filesystem::path& path, const Checkpoint& checkpoint);

/// Throws UserError when the file is damaged or no checkpoint of this program.
Checkpoint readCheckpoint(const std::filesystem::path& path);

/// The newest one that can be read; damaged newer ones are passed over and named in `skipped`.
std::optional<Checkpoint> newestCheckpoint(const RunFolder& folder, std::vector<Message>& skipped);

}  // namespace anchor
