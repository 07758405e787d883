// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "datasets/project/project_store.h"
#include "engine/config/run_config.h"
#include "engine/protocol/run_folder.h"
#include "engine/protocol/run_samples.h"

namespace anchor {

/// The project's labels as a run keeps them: labelled and negative images that belong to a split. Image paths
/// are absolute here.
RunSamples samplesOf(const ProjectStore& project, bool unlabelledToo = false);

/// Makes a run folder with config.json (classes and engine version filled in) and samples.json (paths
/// relative to the run where the image lies in the project; config.pinned names them by absolute path).
/// Throws UserError when nothing is labelled, or the weights cannot be what a run starts from; `check` may
/// throw for more, of the configuration as the run will have it. Nothing is made then.
RunFolder prepareRun(const ProjectStore& project, RunConfig config,
                     const std::function<void(const RunConfig&)>& check = {});

/// "0.1.0"
std::string programVersion();

}  // namespace anchor
