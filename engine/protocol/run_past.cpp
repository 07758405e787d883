// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/run_past.h"

#include "engine/base/line_reader.h"

namespace anchor {

RunPast pastOf(const RunFolder& folder, int iteration, size_t losses) {
  RunPast past;
  if (!std::filesystem::exists(folder.events())) return past;
  std::map<int, double> totals;
  readEvents(folder, [&](const std::string&, const RunEvent& event) {
    if (const auto* started = std::get_if<StartedEvent>(&event.body))
      totals.erase(totals.upper_bound(started->iteration), totals.end());
    if (const auto* step = std::get_if<IterationEvent>(&event.body))
      totals.insert_or_assign(step->iteration, step->losses.total);
    if (const auto* frozen = std::get_if<FrozenEvent>(&event.body);
        frozen != nullptr && frozen->iteration <= iteration)
      past.frozenAt = frozen->iteration;
    if (const auto* rate = std::get_if<LearningRateEvent>(&event.body)) {
      // A person's newest word: what a process that was killed had been told for later steps is void.
      past.rates.erase(past.rates.lower_bound(rate->iteration), past.rates.end());
      past.rates[rate->iteration] = rate->base_rate;
      past.lastRequested = std::max(past.lastRequested, rate->requested);
    }
  });
  totals.erase(totals.upper_bound(iteration), totals.end());
  for (const auto& [at, total] : totals) past.losses.push_back(total);
  if (past.losses.size() > losses) past.losses.erase(past.losses.begin(), past.losses.end() - losses);
  return past;
}

std::vector<RunCommand> untakenRates(const RunFolder& folder, double lastRequested) {
  std::vector<RunCommand> untaken;
  LineReader reader(folder.commands());
  do {
    for (const std::string& line : reader.readNew())
      if (const auto command = parseCommandLine(line);
          command && command->kind == RunCommand::Kind::SetLearningRate && command->time > lastRequested)
        untaken.push_back(*command);
  } while (reader.hasMore());
  return untaken;
}

}  // namespace anchor
