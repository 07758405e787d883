// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include "app/engine/commands.h"
#include "app/engine/failure.h"
#include "app/engine/foreign_weights.h"
#include "engine/base/json_fields.h"
#include "engine/base/message_json.h"
#include "engine/training/stage_entry.h"

namespace anchor {
namespace {

/// Nothing when a run could start from them.
Message troubleOf(const RunConfig& config) {
  try {
    const auto read = readForeignWeights(config.weights);
    checkWeights(config, readSafetensors(*read).tensors);
    return {};
  } catch (const std::exception& error) {
    return describeFailure(error).message;
  }
}

}  // namespace

void addCheckWeights(CLI::App& app) {
  auto* command = app.add_subcommand(
      "check-weights",
      "Used by the Train dialog: whether the network of a configuration can start from its weights");
  command->group("");  // not for people
  auto file = std::make_shared<std::string>();
  command->add_option("--config", *file, "Configuration file")->required();
  command->callback([file] {
    const Message trouble = troubleOf(readRunConfig(*file));
    Json json{{"usable", trouble.english().empty()}};
    if (!trouble.english().empty()) json["trouble"] = messageJson(trouble);
    std::printf("%s\n", json.dump().c_str());
  });
}

}  // namespace anchor
