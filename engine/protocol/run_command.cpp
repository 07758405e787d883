// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/run_command.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "engine/base/json_fields.h"

namespace anchor {
namespace {
constexpr std::array<std::string_view, 6> names{"pause",      "resume",   "stop",
                                                "checkpoint", "evaluate", "set_learning_rate"};
static_assert(names.size() == static_cast<size_t>(RunCommand::Kind::Count));

/// A command without a usable rate is no command: taken as 0 it would silently end all learning.
std::optional<double> rateOf(const Json& json) {
  const double rate = json.value("learning_rate", -1.0);
  return std::isfinite(rate) && rate >= 0 ? std::optional(rate) : std::nullopt;
}

}  // namespace

std::string commandLine(const RunCommand& command) {
  Json json{{"command", names[static_cast<size_t>(command.kind)]}};
  if (command.kind == RunCommand::Kind::SetLearningRate) json["learning_rate"] = command.learningRate;
  if (command.time > 0) json["time"] = command.time;
  return json.dump();
}

std::optional<RunCommand> parseCommandLine(const std::string& line) {
  try {
    const Json json = parseJson(line, "command");
    const auto name = std::ranges::find(names, json.value("command", ""));
    if (name == names.end()) return std::nullopt;
    RunCommand command{static_cast<RunCommand::Kind>(name - names.begin()), 0, json.value("time", 0.0)};
    if (command.kind != RunCommand::Kind::SetLearningRate) return command;
    const auto rate = rateOf(json);
    if (!rate) return std::nullopt;
    command.learningRate = *rate;
    return command;
  } catch (const std::exception&) {
    // A torn or foreign line is no command.
  }
  return std::nullopt;
}

}  // namespace anchor
