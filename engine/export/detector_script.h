// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>

#include "engine/config/run_config.h"

namespace anchor {

/// Which operators an exported TorchScript file asks for.
enum class ScriptOperators {
  Plain,       ///< aten only: loads wherever torch does
  Torchvision  ///< torchvision::nms, roi_align and roi_pool: faster, needs torchvision (or twins of its
               ///< names)
};

/// TorchScript methods around trunk_layers() and head_layers() of traceNetwork: the steps of inputGeometry,
/// prepareImage, proposalSteps and detectionSteps with the numbers of `config` (as tested, deltas not
/// normalised), in the same order of float operations. forward(image [3,H,W], RGB, 0 to 255, any type) →
/// (boxes [K,4] in image pixels, Continuous; labels [K], 0-based; scores [K]), best first. The module must
/// hold the base anchors of level i [A,4] as buffer anchors_i.
std::string detectorScript(const RunConfig& config, ScriptOperators operators);

}  // namespace anchor
