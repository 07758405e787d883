// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/protocol/run_folder.h"

namespace anchor {

/// Writes the losses, rates and evaluations of a run as TensorBoard's event file beside events.jsonl, and
/// returns its path. Points that a killed process left behind its checkpoint are left out, as in the charts.
/// The name holds the run's start, so that writing again replaces the file. Throws UserError when the run has
/// no events.
std::filesystem::path writeTensorBoardFile(const RunFolder& folder);

}  // namespace anchor
