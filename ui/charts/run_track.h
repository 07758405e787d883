// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A run as charts see it: its history, its name, and what turns an iteration into another place on the x
// axis.

#include <QColor>
#include <QList>

#include "ui/runs/run_history.h"

namespace anchor {

enum class ChartAxis { Iteration, Epoch, Progress, Minutes, WallTime };

struct RunTrack {
  QString name;
  const RunHistory* history = nullptr;
  double imagesPerStep = 0;  ///< batch times accumulation; 0: not known
};

/// Where a point lies: Epoch counts passes over the training images, Progress is percent of the run, Minutes
/// since the run's first step began (pauses and waits between resumes count), WallTime seconds since 1970.
double placeOn(ChartAxis axis, const RunTrack& run, int iteration, double time);

}  // namespace anchor
