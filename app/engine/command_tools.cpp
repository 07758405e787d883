// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <iostream>
#include <iterator>

#include "app/engine/checkpoint_choice.h"
#include "app/engine/commands.h"
#include "app/engine/failure.h"
#include "engine/layers/layers.h"
#include "engine/protocol/tensorboard_file.h"
#include "engine/selftest/selftest.h"

namespace anchor {

void addTensorBoard(CLI::App& app) {
  auto* command = app.add_subcommand("tensorboard",
                                     "Write the losses and evaluations of a run to a TensorBoard event file "
                                     "beside events.jsonl; run it again during training to update the file");
  auto run = std::make_shared<std::string>();
  command
      ->add_option("run", *run,
                   "Run folder; then run: tensorboard --logdir RUN (or the folder with all runs)")
      ->required();
  command->callback([run] { std::printf("%s\n", writeTensorBoardFile(existingRun(*run)).c_str()); });
}

void addLayer(CLI::App& app) {
  auto* command = app.add_subcommand("layer",
                                     "Run one layer on your own numbers: reads a JSON object from standard "
                                     "input and writes one to standard output");
  auto name = std::make_shared<std::string>();
  std::string names;
  for (const std::string& known : layerNames()) names += (names.empty() ? "" : ", ") + known;
  command->add_option("name", *name, "One of: " + names)->required();
  command->callback([name] {
    const std::string input(std::istreambuf_iterator<char>(std::cin), {});
    if (input.empty())
      throw UserError(
          "standard input",
          inEnglish(
              "is empty; the layer's numbers are a JSON object, such as "
              R"(echo '{"feature":[37,56],"image":[600,901],"convention":"pixel"}' | anchor-engine layer anchors)"));
    const std::string output = runLayer(*name, input);
    std::printf("%s\n", output.c_str());
  });
}

void addSelftest(CLI::App& app) {
  auto* command = app.add_subcommand("selftest", "Check the engine's arithmetic on this machine");
  auto device = std::make_shared<std::string>("cpu");
  auto json = std::make_shared<bool>(false);
  command->add_option("--device", *device, "cpu or cuda")->capture_default_str();
  command->add_flag("--json", *json, "Print one JSON object");
  command->callback([device, json] {
    if (runSelftest(*device, *json) > 0) throw ExitCode{1};
  });
}

}  // namespace anchor
