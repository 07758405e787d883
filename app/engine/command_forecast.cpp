// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include "app/engine/checked_number.h"
#include "app/engine/commands.h"
#include "app/engine/failure.h"
#include "app/engine/remote_shell.h"
#include "app/engine/scratch_folder.h"
#include "engine/base/atomic_file.h"
#include "engine/inference/devices.h"
#include "engine/protocol/exit_codes.h"
#include "engine/training/machine_use.h"
#include "engine/training/trainer.h"

namespace anchor {
namespace {

struct Options {
  std::string config, preset = "mobilenet-v2-fpn";
  int width = 640, height = 480, boxes = 8, batch = 0;
  RemotePlace place;
};

RunConfig resolved(const Options& o) {
  RunConfig config = o.config.empty() ? presetByName(o.preset).config : readRunConfig(o.config);
  if (config.classes.empty()) config.classes = {"object"};
  if (o.batch > 0) config.solver.batch = o.batch;
  return config;
}

Json measuredHere(const RunConfig& config, const Options& o) {
  setComputeThreads(0);
  const auto free = freeMegabytes();  // before the step takes of it
  const Forecast seen = forecast(config, o.width, o.height, o.boxes);
  Json json{{"seconds_per_iteration", seen.secondsPerIteration},
            {"memory_mb", seen.memoryMegabytes},
            {"iterations", config.solver.iterations},
            {"checkpoint_mb", seen.checkpointMegabytes},
            {"gpus", gpuCount()}};
  if (seen.gpuMegabytes) json["gpu_memory_mb"] = *seen.gpuMegabytes;
  if (free) json["free_mb"] = *free;
  return json;
}

/// What the engine of another machine prints for the same configuration.
std::string measuredThere(const RunConfig& config, const Options& o) {
  const ScratchFolder scratch;
  const RemoteShell shell(o.place, scratch.path());
  const std::string file = (scratch.path() / "config.json").string();
  writeAtomically(file, runConfigText(config));
  const std::string size = " --width " + std::to_string(o.width) + " --height " + std::to_string(o.height) +
                           " --boxes " + std::to_string(o.boxes);
  const auto answer =
      shell.run(std::string("f=$(mktemp) && cat >\"$f\" && ") + patientThreads + shellWord(o.place.engine) +
                    " forecast --config \"$f\"" + size + "; s=$?; rm -f \"$f\"; exit $s",
                "cat " + shellWord(file));
  if (answer.status == outOfMemoryExit) {
    std::fprintf(stderr, "%s: %s", o.place.host.c_str(), answer.errors.c_str());
    throw ExitCode{outOfMemoryExit};
  }
  shell.expectDone(answer, say("measuring a step failed: %1"));
  return answer.output;
}

}  // namespace

void addForecast(CLI::App& app) {
  auto* command =
      app.add_subcommand("forecast", "Measure time and memory of one training step on a synthetic image");
  auto o = std::make_shared<Options>();
  command->add_option("--config", o->config, "Configuration file");
  command->add_option("--preset", o->preset, "Preset, instead of a configuration file")
      ->capture_default_str();
  const auto side = numberFrom(1, 100000);
  command->add_option("--width", o->width, "Image width")->capture_default_str()->check(side);
  command->add_option("--height", o->height, "Image height")->capture_default_str()->check(side);
  command->add_option("--batch", o->batch, "Images per step, instead of the configuration's value")
      ->check(numberFrom(1, 256));
  command->add_option("--boxes", o->boxes, "Boxes in the image")
      ->capture_default_str()
      ->check(numberFrom(0, 100000));
  command->add_option("--host", o->place.host, "Measure on another machine over ssh (USER@MACHINE)");
  command->add_option("--engine", o->place.engine, "Path of the engine on that machine")
      ->capture_default_str();
  command->add_option("--ssh-config", o->place.ssh_config, "Configuration file for ssh");
  command->callback([o] {
    const RunConfig config = resolved(*o);
    if (o->place.host.empty())
      std::printf("%s\n", measuredHere(config, *o).dump().c_str());
    else
      std::printf("%s", measuredThere(config, *o).c_str());
  });
}

}  // namespace anchor
