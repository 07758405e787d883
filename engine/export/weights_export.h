#pragma once
#include <filesystem>

namespace anchor {

/// Writes the network of a checkpoint, without the optimiser, as safetensors; class names, input rules and
/// thresholds go into its metadata as "config". Throws UserError.
void exportWeights(const std::filesystem::path& checkpoint, const std::filesystem::path& target);

}  // namespace anchor
