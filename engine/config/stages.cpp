// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/config/stages.h"

#include <cmath>

namespace anchor {

std::vector<Stage> stagesOf(const RunConfig& config) {
  const int all = config.solver.iterations;
  using Kind = Stage::Kind;
  if (config.recipe.kind == RecipeKind::EndToEnd) return {{"end to end", Kind::EndToEnd, 0, all, false}};
  const int rpn = std::max(1, static_cast<int>(std::lround(all * config.recipe.rpn_share)));
  const int half = all / 2;
  return {{"M1", Kind::Rpn, 0, rpn, false},
          {"M2", Kind::Head, rpn, half - rpn, false},
          {"M3", Kind::Rpn, half, rpn, true},
          {"M4", Kind::Head, half + rpn, all - half - rpn, true}};
}

size_t stageAt(const std::vector<Stage>& stages, int iteration) {
  size_t at = 0;
  while (at + 1 < stages.size() && iteration >= stages[at + 1].first) ++at;
  return at;
}

RunConfig stageConfig(const RunConfig& config, const Stage& stage) {
  RunConfig out = config;
  if (stage.kind == Stage::Kind::EndToEnd) return out;
  out.solver.iterations = stage.iterations;
  out.solver.schedule = Schedule::Step;
  out.solver.steps = {static_cast<int>(std::lround(stage.iterations * config.recipe.step_at))};
  out.solver.accumulate = 1;
  out.solver.batch = stage.kind == Stage::Kind::Head ? config.recipe.head_images : 1;
  out.rois.batch = config.rois.batch / out.solver.batch;
  return out;
}

}  // namespace anchor
