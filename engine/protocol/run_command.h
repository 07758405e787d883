// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <optional>
#include <string>

namespace anchor {

/// What a person asks of a running engine: one JSON object a line in commands.jsonl, appended by the studio.
struct RunCommand {
  enum class Kind { Pause, Resume, Stop, Checkpoint, Evaluate, SetLearningRate, Count };
  Kind kind = Kind::Pause;
  double learningRate = 0;  ///< of SetLearningRate: the new base rate
  double time = 0;          ///< seconds since 1970, when it was given; 0: not known
};

std::string commandLine(const RunCommand& command);
/// Nothing for unknown commands and torn lines.
std::optional<RunCommand> parseCommandLine(const std::string& line);

}  // namespace anchor
