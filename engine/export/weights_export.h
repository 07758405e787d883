#pragma once
#include <filesystem>

namespace anchor {

/// Writes the network of a checkpoint, without the optimiser, as safetensors; class names, input rules and
/// thresholds go into its metadata as "config". The box rows predict plain deltas: the configuration's
/// normalisation becomes mean 0, deviation 1. Throws UserError.
void exportWeights(const std::filesystem::path& checkpoint, const std::filesystem::path& target);

}  // namespace anchor
