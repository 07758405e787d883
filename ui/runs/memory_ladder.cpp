// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/memory_ladder.h"

#include <QCoreApplication>

namespace anchor {
namespace {

constexpr float leastShortSide = 320;
constexpr float smaller = 0.75F;

float toEight(float side) { return std::round(side / 8) * 8; }

}  // namespace

std::optional<LighterRun> lighterRun(const RunConfig& config) {
  LighterRun lighter{config, {}};
  RunConfig& c = lighter.config;
  if (config.solver.batch > 1) {
    const int images = config.solver.batch * config.solver.accumulate;
    c.solver.batch = config.solver.batch / 2;
    c.solver.accumulate = (images + c.solver.batch - 1) / c.solver.batch;
    lighter.words = QCoreApplication::translate("MemoryLadder", "batch %1, gradients of %2 passes")
                        .arg(c.solver.batch)
                        .arg(c.solver.accumulate);
  } else if (config.input.short_side > leastShortSide) {
    c.input.short_side = std::max(leastShortSide, toEight(config.input.short_side * smaller));
    c.input.long_side = toEight(config.input.long_side * c.input.short_side / config.input.short_side);
    lighter.words = QCoreApplication::translate("MemoryLadder", "short side %1, long side %2")
                        .arg(c.input.short_side)
                        .arg(c.input.long_side);
  } else if (config.device != "cpu") {
    c.device = "cpu";
    lighter.words = QCoreApplication::translate("MemoryLadder", "the CPU");
  } else {
    return std::nullopt;
  }
  return lighter;
}

}  // namespace anchor
