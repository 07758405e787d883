// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/schedule.h"

#include <cmath>
#include <numbers>

namespace anchor {

double learningRateAt(const SolverConfig& solver, double baseRate, int iteration) {
  double rate = baseRate;
  if (solver.schedule == Schedule::Step)
    for (const int step : solver.steps)
      if (iteration >= step) rate *= solver.gamma;
  if (solver.schedule == Schedule::Cosine) {
    const double progress = std::min(1.0, static_cast<double>(iteration) / solver.iterations);
    rate *= 0.5 * (1 + std::cos(std::numbers::pi * progress));
  }
  if (iteration < solver.warmup_iterations) {
    const double progress = static_cast<double>(iteration) / solver.warmup_iterations;
    rate *= solver.warmup_factor + (1 - solver.warmup_factor) * progress;
  }
  return rate;
}

}  // namespace anchor
