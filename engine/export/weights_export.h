// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>

#include "engine/config/run_config.h"

namespace anchor {

/// The configuration that goes with exported weights: as tested, box rows predicting plain deltas, no device.
RunConfig exportedConfig(const RunConfig& trained);

/// "format" in the metadata of exported weights.
inline constexpr const char* weightsFormatName = "anchor-studio-weights";

/// Writes the network of a checkpoint, without the optimiser, as safetensors; class names, input rules and
/// thresholds go into its metadata as "config". The box rows predict plain deltas: the configuration's
/// normalisation becomes mean 0, deviation 1. Throws UserError.
void exportWeights(const std::filesystem::path& checkpoint, const std::filesystem::path& target);

}  // namespace anchor
