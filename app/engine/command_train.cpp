// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <new>

#include "app/engine/checked_number.h"
#include "app/engine/checkpoint_choice.h"
#include "app/engine/commands.h"
#include "app/engine/dataset_images.h"
#include "app/engine/failure.h"
#include "app/engine/fault_switch.h"
#include "app/engine/foreign_weights.h"
#include "app/engine/rank_processes.h"
#include "app/engine/stop_signal.h"
#include "app/project_run/project_run.h"
#include "engine/base/atomic_file.h"
#include "engine/config/parameters.h"
#include "engine/distributed/ranks.h"
#include "engine/training/stage_entry.h"
#include "engine/training/trainer.h"

namespace anchor {
namespace {

struct Options {
  std::string run, project, preset = "mobilenet-v2-fpn", config, weights, device, images;
  std::vector<std::string> set;
  std::vector<CLI::Option*> ofNewRuns;  ///< that a run which exists has decided already
  int iterations = 0, batch = 0, seed = -1, processes = -1;
  bool json = false;
};

/// "solver.learning_rate=0.01" into the configuration.
void applySetting(RunConfig& config, const std::string& setting) {
  const size_t equals = setting.find('=');
  if (equals == std::string::npos)
    throw UserError("--set " + setting, inEnglish("must read field=value, for example solver.batch=4"));
  const std::string value = setting.substr(equals + 1);
  const Json parsed = Json::parse(value, nullptr, false);
  setField(config, setting.substr(0, equals), parsed.is_discarded() ? Json(value) : parsed, "--set");
}

RunConfig resolved(const Options& o) {
  RunConfig config = o.config.empty() ? presetByName(o.preset).config : readRunConfig(o.config);
  if (o.iterations > 0) config.solver.iterations = o.iterations;
  if (o.batch > 0) config.solver.batch = o.batch;
  if (o.seed >= 0) config.seed = o.seed;
  if (o.processes >= 0) config.processes = o.processes;
  if (!o.device.empty()) config.device = o.device;
  // A configuration file is taken as it is; a preset follows the weights.
  if (o.config.empty())
    config = startingFrom(config, o.weights);
  else if (!o.weights.empty())
    config.weights = o.weights;
  if (config.weights.empty()) config = fromRandomWeights(config);
  for (const std::string& setting : o.set) applySetting(config, setting);
  return config;
}

void printEvent(const EventBody& body, bool json) {
  if (json) {
    std::printf("%s\n", eventLine({secondsSinceEpoch(), body}).c_str());
  } else if (const auto* s = std::get_if<StartedEvent>(&body)) {
    std::printf("Training on %d images, %s, iteration %d of %d\n", s->images, s->device.c_str(), s->iteration,
                s->iterations);
  } else if (const auto* i = std::get_if<IterationEvent>(&body)) {
    if (i->iteration % 20 == 0)
      std::printf("%6d  loss %.3f  (rpn %.3f %.3f, roi %.3f %.3f)  rate %.2g  %.2f images/s\n", i->iteration,
                  i->losses.total, i->losses.rpn_cls, i->losses.rpn_box, i->losses.roi_cls, i->losses.roi_box,
                  i->learning_rate, i->images_per_second);
  } else if (const auto* e = std::get_if<EvaluationEvent>(&body)) {
    std::printf("%6d  mAP on %s: VOC %.3f, VOC07 %.3f, COCO %.3f; RPN recall %.3f; loss %.3f\n", e->iteration,
                e->split.c_str(), e->voc12, e->voc07, e->coco, e->rpn_recall, e->losses.total);
  } else if (const auto* s = std::get_if<StageEvent>(&body)) {
    if (s->images == 0)
      std::printf("%6d  stage %s (%d of %d)\n", s->iteration, s->name.c_str(), s->number, s->stages);
    else if (s->done % 50 == 0)
      std::printf("%6d  proposals for stage %s: %d of %d images\n", s->iteration, s->name.c_str(), s->done,
                  s->images);
  } else if (const auto* w = std::get_if<WarningEvent>(&body)) {
    std::printf("Warning: %s\n", w->message.english().c_str());
  } else if (const auto* f = std::get_if<FinishedEvent>(&body)) {
    std::printf("Finished (%s) at iteration %d\n", f->reason.c_str(), f->iteration);
  }
  std::fflush(stdout);
}

FailedEvent failedEvent(int iteration, const Failure& failure, const std::string& detail) {
  return {iteration, failure.message, detail, failure.exitCode == outOfMemoryExit ? "memory" : ""};
}

/// The weights that a new run starts from, read before it is made and kept for its start.
class FirstWeights {
 public:
  /// Throws UserError where no run could start from them.
  void check(const RunConfig& config) {
    if (config.weights.empty()) return;
    m_path = config.weights;
    m_read = readForeignWeights(m_path);
    checkWeights(config, readSafetensors(*m_read).tensors);
  }
  [[nodiscard]] std::shared_ptr<const std::filesystem::path> read(
      const std::filesystem::path& weights) const {
    return m_read && weights == m_path ? m_read : readForeignWeights(weights);
  }

 private:
  std::filesystem::path m_path;
  std::shared_ptr<const std::filesystem::path> m_read;
};

void trainAndReport(const RunFolder& folder, const Options& o, const Ranks& ranks,
                    const FirstWeights& weights) {
  std::optional<EventWriter> writer;
  if (ranks.first()) writer.emplace(folder.events());
  int iteration = 0;
  FaultSwitch fault;
  TrainHooks hooks;
  hooks.emit = [&](const EventBody& body) {
    if (fault.silent()) return;
    const auto* step = std::get_if<IterationEvent>(&body);
    if (step != nullptr) iteration = step->iteration;
    writer->write(body);
    printEvent(body, o.json);
    if (step != nullptr) fault.at(iteration, folder.events().c_str());
  };
  hooks.stopRequested = [&, asked = 0]() mutable {
    if (!ranks.first()) fault.at(++asked, "");  // the others emit nothing
    return stopSignalled();
  };
  hooks.convertWeights = [&](const std::filesystem::path& path) { return weights.read(path); };
  catchStopSignals();
  // torchrun sets OMP_NUM_THREADS for each process, so that they do not fight for the cores.
  const char* threads = std::getenv("OMP_NUM_THREADS");
  setComputeThreads(ranks.size() > 1 && threads != nullptr ? std::atoi(threads) : 0);
  try {
    DatasetImages images(folder.path(), o.images);
    const RunSamples samples = readRunSamples(folder.samples());
    images.check(samples.all());
    trainRun(folder, images, hooks, ranks);
  } catch (const std::exception& error) {
    Failure failure = describeFailure(error);
    const bool lost = dynamic_cast<const RunLost*>(&error) != nullptr;
    if (!ranks.first()) {
      if (!lost) ranks.tellFailure({failure.message, failure.exitCode});
      throw;
    }
    if (const auto other = lost ? ranks.failureTold() : std::nullopt)
      failure = {say("Another process of this run failed: %1", other->message), other->exitCode};
    const FailedEvent failed = failedEvent(iteration, failure, error.what());
    writer->write(failed);
    printEvent(failed, o.json);
    std::fprintf(stderr, "%s\n", failure.message.english().c_str());
    throw ExitCode{failure.exitCode};
  }
}

/// What each of several processes is told: the run, and what only shows it.
std::vector<std::string> argumentsOf(const RunFolder& folder, const Options& o) {
  std::vector<std::string> arguments{"train", folder.path().string()};
  if (!o.images.empty()) arguments.insert(arguments.end(), {"--images", o.images});
  if (o.json) arguments.emplace_back("--json");
  return arguments;
}

void trainHereOrTogether(const RunFolder& folder, const Options& o, const Ranks& ranks,
                         const FirstWeights& weights = {}) {
  RunConfig config = readRunConfig(folder.config());
  if (o.processes >= 0) config.processes = o.processes;
  checkConfig(config);
  const int processes = processesOf(config);
  if (processes == 1) return trainAndReport(folder, o, ranks, weights);
  const int code = trainTogether(argumentsOf(folder, o), processes);
  if (code != 0) throw ExitCode{code};
}

/// A run goes on as it was begun: another setting on the way would make it one that nobody can repeat.
void refuseSettings(const Options& o) {
  for (const CLI::Option* option : o.ofNewRuns)
    if (option->count() > 0)
      throw UserError(option->get_name(),
                      inEnglish("is for a new run; " + o.run + " goes on with its own settings"),
                      inEnglish("Leave it out, or make a new run: train --project FOLDER " +
                                option->get_name() + " ..."));
}

void trainCommand(const Options& o) {
  bool first = true;
  try {
    if (o.run.empty() == o.project.empty())
      throw UserError("train", inEnglish("needs either a run folder or --project"));
    endWithParent();
    const Ranks ranks = Ranks::fromEnvironment();
    first = ranks.first();
    if (!o.run.empty()) refuseSettings(o);
    if (!o.run.empty()) return trainHereOrTogether(existingRun(o.run), o, ranks);
    FirstWeights weights;
    const std::string folder = ranks.broadcast("run", [&] {
      RunConfig config = resolved(o);
      const auto project = ProjectStore::open(o.project);
      const auto check = [&](const RunConfig& whole) { weights.check(whole); };
      return std::filesystem::absolute(prepareRun(*project, config, check).path()).string();
    });
    if (!o.json && first) std::printf("Run folder: %s\n", folder.c_str());
    trainHereOrTogether(RunFolder(folder), o, ranks, weights);
  } catch (const std::exception& error) {
    // Who reads the events has a last word also where no run came to be.
    if (o.json && first) printEvent(failedEvent(0, describeFailure(error), error.what()), true);
    throw;
  }
}

}  // namespace

void addTrain(CLI::App& app) {
  auto* command =
      app.add_subcommand("train", "Train a new run of a project, or start or resume an existing run");
  auto o = std::make_shared<Options>();
  command->footer(
      "Several GPUs on this machine: --processes N. Several machines: on each of them, run\ntorchrun "
      "--no-python --nnodes M --nproc-per-node N ... anchor-engine train ...\n--batch is the total over all "
      "processes.");
  command->add_option("run", o->run, "Existing run folder: starts it, or resumes from its newest checkpoint");
  command->add_option("--project", o->project, "Project folder: creates a new run from its labels");
  auto* preset =
      command->add_option("--preset", o->preset, "Network and recipe of a new run")->capture_default_str();
  auto* config =
      command->add_option("--config", o->config, "Configuration file of a new run, instead of a preset")
          ->excludes(preset);
  auto* weights = command->add_option("--weights", o->weights,
                                      "ImageNet weights to start from: .pth, .safetensors or .caffemodel");
  auto* iterations =
      command->add_option("--iterations", o->iterations, "Optimiser steps")->check(numberFrom(1));
  auto* batch = command->add_option("--batch", o->batch, "Images per step")->check(numberFrom(1, 256));
  auto* seed = command->add_option("--seed", o->seed, "Random seed")->check(numberFrom(0));
  auto* device = command->add_option("--device", o->device, "auto, cpu or cuda");
  command
      ->add_option("--processes", o->processes,
                   "Number of processes on this machine that train together, each on its own GPU; 0 = one "
                   "per GPU. For an existing run, this applies only to the current call")
      ->check(numberFrom(0, 64));
  auto* set =
      command->add_option("--set", o->set, "Set a field of the configuration: field=value; may be repeated");
  o->ofNewRuns = {preset, config, weights, iterations, batch, seed, device, set};
  command->add_option("--images", o->images, "Folder with the images, if the run was moved");
  command->add_flag("--json", o->json, "Print events as JSON lines");
  command->callback([o] { trainCommand(*o); });
}

}  // namespace anchor
