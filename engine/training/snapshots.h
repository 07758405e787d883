// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>
#include <vector>

#include "engine/preprocess/image_source.h"
#include "engine/protocol/run_event.h"
#include "engine/protocol/run_folder.h"
#include "engine/training/train_loop.h"

namespace anchor {

/// The images of a run that its configuration pins.
std::vector<const RunSample*> pinnedSamples(const RunSamples& samples, const RunConfig& config);

/// Writes what the network says now of each of these images into the run's snapshots; `written` gets an event
/// for each. `all` holds the samples, whose places name the files. The loop goes on training afterwards.
void writeSnapshots(TrainLoop& loop, const RunFolder& folder, const RunSamples& all,
                    const std::vector<const RunSample*>& samples, ImageSource& source, const SkipImage& skip,
                    const std::function<void(const SnapshotEvent&)>& written);

/// The batch of the loop's last step, of which `reason` says why it is kept.
FrozenEvent frozenBatch(const TrainLoop& loop, const std::string& reason, double total, double usual);

}  // namespace anchor
