// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>

#include "engine/export/detector_script.h"
#include "engine/networks/faster_rcnn.h"

namespace anchor {

/// Writes a self-contained TorchScript detector (see detectorScript for its forward). `config` as tested; the
/// box rows of the network must predict plain deltas. Attribute `classes` holds the class names, extra file
/// config.json the configuration. Throws UserError when the file cannot be written.
void writeTorchScript(const std::filesystem::path& path, FasterRcnn& network, const RunConfig& config,
                      ScriptOperators operators);

}  // namespace anchor
