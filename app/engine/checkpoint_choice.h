// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <string>

#include "engine/protocol/run_folder.h"

namespace anchor {

/// What help says of an argument that checkpointOf understands.
constexpr const char* checkpointHelp =
    "Run folder (uses its newest checkpoint), RUN/best (the one with the best mAP) or checkpoint file";

/// A run folder stands for its newest checkpoint, RUN/best for that of its best mAP; a file stands for
/// itself. Throws UserError when there is none.
std::filesystem::path checkpointOf(const std::filesystem::path& given);

/// The folder of a run, by absolute path. Throws UserError when there is none, or it is something else.
RunFolder existingRun(const std::filesystem::path& run);

/// Of a run, by the name given for its checkpoint: empty for the newest, "best", or what the other function
/// takes.
std::filesystem::path checkpointOf(const std::filesystem::path& run, const std::string& name);

}  // namespace anchor
