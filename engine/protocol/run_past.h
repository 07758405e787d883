// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <deque>
#include <map>

#include "engine/protocol/run_folder.h"

namespace anchor {

/// What an engine that goes on with a run must know beyond the checkpoint: its events tell it.
struct RunPast {
  /// Base learning rates that a person set, by the number of steps done when each was taken; also those after
  /// the checkpoint, which must be taken again at the same step.
  std::map<int, double> rates;
  double lastRequested = 0;   ///< when the newest of them was asked for, seconds since 1970
  std::deque<double> losses;  ///< totals of the last steps up to `iteration`
  int frozenAt = 0;           ///< iteration of the last frozen batch up to `iteration`
};
/// `iteration`: where the engine goes on; `losses`: how many of them.
RunPast pastOf(const RunFolder& folder, int iteration, size_t losses);

/// Commands for another rate that no engine lived to take, in their order.
std::vector<RunCommand> untakenRates(const RunFolder& folder, double lastRequested);

}  // namespace anchor
