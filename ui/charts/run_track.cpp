// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/run_track.h"

namespace anchor {

double placeOn(ChartAxis axis, const RunTrack& run, int iteration, double time) {
  const auto& started = run.history->started();
  switch (axis) {
    case ChartAxis::Epoch:
      if (started && started->images > 0 && run.imagesPerStep > 0)
        return iteration * run.imagesPerStep / started->images;
      break;
    case ChartAxis::Progress:
      if (started && started->iterations > 0) return 100.0 * iteration / started->iterations;
      break;
    case ChartAxis::Minutes:
      return (time - run.history->firstTime()) / 60;
    case ChartAxis::WallTime:
      return time;
    case ChartAxis::Iteration:
      break;
  }
  return iteration;
}

}  // namespace anchor
