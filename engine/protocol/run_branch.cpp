// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/run_branch.h"

#include <charconv>

#include "engine/base/atomic_file.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace fs = std::filesystem;

namespace {

/// iteration-000200.safetensors -> 200
int iterationOf(const fs::path& checkpoint) {
  const std::string name = checkpoint.stem().string();
  const size_t digits = name.find_last_not_of("0123456789") + 1;
  int iteration = 0;
  std::from_chars(name.data() + digits, name.data() + name.size(), iteration);
  return iteration;
}

/// The words of a run up to `iteration`, without how it ended.
std::string eventsUntil(const RunFolder& from, int iteration) {
  std::string kept;
  readEvents(from, [&](const std::string& line, const RunEvent& event) {
    const bool early = std::visit([&](const auto& body) { return body.iteration <= iteration; }, event.body);
    const bool last = std::holds_alternative<FinishedEvent>(event.body) ||
                      std::holds_alternative<FailedEvent>(event.body) ||
                      std::holds_alternative<CheckpointEvent>(event.body);
    // A rate that was set when the checkpoint was there already is not the checkpoint's.
    const auto* rate = std::get_if<LearningRateEvent>(&event.body);
    const bool later = rate != nullptr && rate->iteration == iteration;
    if (early && !last && !later) kept += line + "\n";
  });
  return kept;
}

}  // namespace

std::vector<int> checkpointIterations(const RunFolder& folder) {
  std::vector<int> iterations;
  for (const fs::path& file : folder.finishedCheckpoints()) iterations.push_back(iterationOf(file));
  return iterations;
}

RunFolder branchRun(const RunFolder& from, int iteration) {
  const fs::path checkpoint = from.checkpoint(iteration);
  if (!fs::exists(checkpoint))
    throw UserError(
        checkpoint.string(), say("no longer exists"),
        say("Choose another checkpoint; only the newest five and the one with the best mAP are kept"));
  const std::string name = from.path().filename().string();
  const size_t number = name.find('-');
  RunFolder made = createRunFolder(
      from.path().parent_path(),
      (number == std::string::npos ? name : name.substr(number + 1)) + "-from-" + std::to_string(iteration));
  try {
    fs::copy_file(from.config(), made.config());
    fs::copy_file(from.samples(), made.samples());
    for (const char* part : {"proposals", "snapshots"})
      if (fs::exists(from.path() / part))
        fs::copy(from.path() / part, made.path() / part, fs::copy_options::recursive);
    fs::create_directories(made.checkpoints());
    fs::copy_file(checkpoint, made.checkpoint(iteration));
    writeAtomically(made.events(), eventsUntil(from, iteration));
  } catch (const fs::filesystem_error& error) {
    fs::remove_all(made.path());
    throw UserError(made.path().string(), say("cannot be written: %1", error.code().message()),
                    say("Check free space and permissions"));
  } catch (...) {
    fs::remove_all(made.path());
    throw;
  }
  return made;
}

}  // namespace anchor
