#pragma once
// Everything that leaves the program from a checkpoint. Free of torch.

#include "engine/run/model_formats.h"

namespace anchor {

/// Writes the files of one format into a folder that exists. The network's box rows become plain deltas, and
/// what detection needs (classes, input rules, thresholds) is inside or stated in the files. Throws UserError.
void writeModel(ModelFormat format, const std::filesystem::path& checkpoint,
                const std::filesystem::path& folder);

}  // namespace anchor
