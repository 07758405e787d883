// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/config/run_config.h"

namespace anchor {

/// Learning rate of an iteration (counted from 0): a linear warm-up from warmup_factor, times the chosen
/// schedule.
double learningRateAt(const SolverConfig& solver, double baseRate, int iteration);

}  // namespace anchor
