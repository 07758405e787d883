// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/best_checkpoint.h"

#include <map>

namespace anchor {

std::optional<EvaluationEvent> bestEvaluation(const RunFolder& folder, int upTo) {
  if (!std::filesystem::exists(folder.events())) return std::nullopt;
  std::map<int, EvaluationEvent> measured;
  readEvents(folder, [&](const std::string&, const RunEvent& event) {
    if (const auto* started = std::get_if<StartedEvent>(&event.body))
      measured.erase(measured.upper_bound(started->iteration), measured.end());
    if (const auto* evaluation = std::get_if<EvaluationEvent>(&event.body))
      measured.insert_or_assign(evaluation->iteration, *evaluation);
  });
  std::optional<EvaluationEvent> best;
  for (const auto& [iteration, evaluation] : measured)
    if (iteration <= upTo && outdoes(evaluation, best) &&
        std::filesystem::exists(folder.checkpoint(iteration)))
      best = evaluation;
  return best;
}

}  // namespace anchor
