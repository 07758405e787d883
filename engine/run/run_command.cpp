#include "engine/run/run_command.h"

#include <array>

#include "engine/run/json_fields.h"

namespace anchor {
namespace {
constexpr std::array<const char*, 6> names{"pause",      "resume",   "stop",
                                           "checkpoint", "evaluate", "set_learning_rate"};
}

std::string commandLine(const RunCommand& command) {
  Json json{{"command", names[static_cast<size_t>(command.kind)]}};
  if (command.kind == RunCommand::Kind::SetLearningRate) json["learning_rate"] = command.learningRate;
  return json.dump();
}

std::optional<RunCommand> parseCommandLine(const std::string& line) {
  try {
    const Json json = parseJson(line, "command");
    const std::string name = json.value("command", "");
    for (size_t i = 0; i < names.size(); ++i)
      if (name == names[i])
        return RunCommand{static_cast<RunCommand::Kind>(i), json.value("learning_rate", 0.0)};
  } catch (const std::exception&) {
    // A torn or foreign line is no command.
  }
  return std::nullopt;
}

}  // namespace anchor
