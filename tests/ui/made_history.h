// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Runs that nobody trained, for what is drawn and said of runs.
#include <limits>

#include "ui/runs/run_history.h"

namespace anchor::test {

constexpr double start = 1.7e9;  // seconds since 1970

inline IterationEvent step(int iteration, double total) {
  IterationEvent e;
  e.iteration = iteration;
  e.losses.total = total;
  e.losses.rpn_cls = total / 3;
  e.seconds = 2;
  e.learning_rate = 0.01;
  e.rpn_fg = 20;
  e.rpn_bg = 236;
  e.roi_fg = 16;
  e.roi_bg = 48;
  return e;
}
inline EvaluationEvent evaluation(int iteration, double map,
                                  double loss = std::numeric_limits<double>::quiet_NaN()) {
  EvaluationEvent e;
  e.losses.total = loss;
  e.iteration = iteration;
  e.split = "val";
  e.voc12 = map;
  e.coco = map / 2;
  e.ap["cat"] = map;
  return e;
}
/// Steps of two seconds, then a break of an hour after `pauseAfter`.
inline RunHistory history(int steps, int pauseAfter = 1 << 30) {
  RunHistory run;
  run.add({start, StartedEvent{0, 200, 1, 50, "cpu", "0"}});
  for (int i = 1; i <= steps; ++i) run.add({start + 2 * i + (i > pauseAfter ? 3600 : 0), step(i, 1.0 / i)});
  return run;
}

}  // namespace anchor::test
