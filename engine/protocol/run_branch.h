// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/protocol/run_folder.h"

namespace anchor {

/// A new run beside `from` that has gone as far as one of its checkpoints: configuration, samples, proposals
/// of finished stages, that checkpoint and the events up to it are copied; `from` is not touched. Resuming it
/// goes on as `from` would have at that iteration. Throws UserError when that checkpoint is gone or the disk
/// is full; then nothing stays.
RunFolder branchRun(const RunFolder& from, int iteration);

/// Iterations of the finished checkpoints, rising.
std::vector<int> checkpointIterations(const RunFolder& folder);

}  // namespace anchor
