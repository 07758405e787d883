// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <optional>

#include "engine/config/run_config.h"

namespace anchor {

/// The next smaller demand on memory, to be offered, never taken by itself.
struct LighterRun {
  RunConfig config;
  QString words;  ///< what it changes: "batch 2, gradients of 2 passes"
};

/// Half the batch with the gradients of as many passes as keep the images of a step; with one image a shorter
/// short side (three quarters, not under 320); then the CPU. Nothing when all of these are spent.
std::optional<LighterRun> lighterRun(const RunConfig& config);

}  // namespace anchor
