// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <optional>

#include "ui/runs/run_about.h"
#include "ui/runs/run_follower.h"

namespace anchor {

/// A run in one line of a list.
struct RunSummary {
  QString folder, name;
  RunAbout about;
  RunFollower::State state = RunFollower::State::Idle;
  int done = 0, all = 0;      ///< iterations
  std::optional<double> map;  ///< of the newest evaluation, at IoU 0.5
  bool queued = false;
  [[nodiscard]] QString title() const { return about.title.isEmpty() ? name : about.title; }
};

/// From the end of the run's events; for a worker thread. What cannot be read is left out.
RunSummary summaryOf(const RunFolder& folder);
/// Of the run that is followed: the same facts, from what was read already.
void updateSummary(RunSummary& summary, const RunFollower& follower);

}  // namespace anchor
