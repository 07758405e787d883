// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/checkpoint_choice.h"

#include "engine/protocol/best_checkpoint.h"

namespace anchor {
namespace {

constexpr const char* best = "best";

/// RUN/best, where RUN is a folder.
bool namesBest(const std::filesystem::path& given) {
  return given.filename() == best && std::filesystem::is_directory(given.parent_path()) &&
         !std::filesystem::exists(given);
}

std::filesystem::path bestOf(const RunFolder& run) {
  const auto evaluation = bestEvaluation(run);
  if (!evaluation)
    throw UserError(run.path().string(), say("none of the existing checkpoints has a measured mAP above 0"),
                    say("Choose the newest one: the run folder without /best"));
  return run.checkpoint(evaluation->iteration);
}

}  // namespace

std::filesystem::path checkpointOf(const std::filesystem::path& given) {
  if (namesBest(given)) return bestOf(RunFolder(given.parent_path()));
  if (!std::filesystem::exists(given))
    throw UserError(given.string(), say("run, checkpoint or model file not found"), say("Check the path"));
  if (!std::filesystem::is_directory(given)) return given;
  const auto files = RunFolder(given).finishedCheckpoints();
  if (files.empty())
    throw UserError(given.string(), say("this run has no checkpoint yet"),
                    say("Wait for the first one, or choose another run"));
  return files.back();
}

RunFolder existingRun(const std::filesystem::path& run) {
  const auto folder = std::filesystem::absolute(run);
  const Message reason = !std::filesystem::exists(folder)         ? say("run folder not found")
                         : !std::filesystem::is_directory(folder) ? say("is a file, not a run folder")
                         : !std::filesystem::exists(RunFolder(folder).config())
                             ? say("is not a run folder: it contains no config.json")
                             : Message();
  if (!reason.empty())
    throw UserError(run.string(), reason, say("The runs of a project are in its runs folder"));
  return RunFolder(folder);
}

std::filesystem::path checkpointOf(const std::filesystem::path& run, const std::string& name) {
  return checkpointOf(name.empty() ? run : name == best ? run / best : std::filesystem::path(name));
}

}  // namespace anchor
