// SPDX-License-Identifier: GPL-3.0-or-later
// The engine where neither OpenCV nor SQLite is: trains a run folder whose images are PPM files, alone or
// under torchrun, and measures the step of a preset. Failures are one line, and exit code 1.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "engine/config/parameters.h"
#include "engine/distributed/ranks.h"
#include "engine/protocol/run_folder.h"
#include "engine/training/trainer.h"

namespace anchor {
namespace {

int train(const RunFolder& folder) {
  const Ranks ranks = Ranks::fromEnvironment();
  PpmImageSource source(folder.path());
  std::optional<EventWriter> writer;
  if (ranks.first()) writer.emplace(folder.events());
  TrainHooks hooks;
  hooks.emit = [&](const EventBody& body) {
    writer->write(body);
    if (const auto* i = std::get_if<IterationEvent>(&body); i != nullptr && i->iteration % 50 != 0) return;
    std::printf("%s\n", eventLine({secondsSinceEpoch(), body}).c_str());
  };
  trainRun(folder, source, hooks, ranks);
  return 0;
}

int measure(const std::string& preset, int width, int height, int batch, const std::string& device,
            const std::string& precision) {
  RunConfig config = presetByName(preset).config;
  config.classes = {"object"};
  config.device = device;
  config.workers = 8;  // the step is asked for, not the reading of images
  config.solver.batch = batch;
  setField(config, "solver.precision", precision, "precision");
  const Forecast seen = forecast(config, width, height, 8);
  std::printf("%s\n",
              Json{{"preset", preset}, {"seconds_per_iteration", seen.secondsPerIteration}}.dump().c_str());
  return 0;
}

int run(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "train") == 0) return train(RunFolder(argv[2]));
  if (argc == 8 && std::strcmp(argv[1], "forecast") == 0)
    return measure(argv[2], std::atoi(argv[3]), std::atoi(argv[4]), std::atoi(argv[5]), argv[6], argv[7]);
  std::fprintf(stderr,
               "usage: anchor-trainer train RUN\n"
               "       anchor-trainer forecast PRESET WIDTH HEIGHT BATCH DEVICE PRECISION\n");
  return 2;
}

}  // namespace
}  // namespace anchor

int main(int argc, char** argv) {
  try {
    return anchor::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
