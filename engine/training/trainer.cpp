// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/trainer.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <limits>
#include <map>
#include <thread>
#include <utility>

#include "engine/base/line_reader.h"
#include "engine/inference/detector.h"
#include "engine/protocol/run_past.h"
#include "engine/training/checkpoint_store.h"
#include "engine/training/loss_watch.h"
#include "engine/training/run_evaluation.h"
#include "engine/training/skipped_images.h"
#include "engine/training/snapshots.h"
#include "engine/training/train_loop.h"

namespace anchor {
namespace {

/// Carries out one run: steps, commands, evaluations, checkpoints.
class Run {
 public:
  Run(const RunFolder& folder, ImageSource& source, const TrainHooks& hooks, const Ranks& ranks)
      : m_folder(folder),
        m_source(source),
        m_hooks(hooks),
        m_ranks(ranks),
        m_config(readRunConfig(folder.config())),
        m_samples(readRunSamples(folder.samples())),
        m_commands(folder.commands()) {
    if (m_ranks.first()) m_lock.emplace(folder);
    m_commands.skipToEnd();
    if (m_config.classes.empty()) m_config.classes = m_samples.classes;
    checkConfig(m_config);
    auto train = m_samples.inSplit("train");
    if (!m_config.objects.empty_images)
      std::erase_if(train, [](const RunSample* sample) { return sample->boxes.empty(); });
    if (train.empty())
      throw UserError(folder.samples().string(), say("no image belongs to the training split"),
                      say("Assign images to train first"));
    std::vector<Message> skipped;
    const auto checkpoint = newestCheckpoint(folder, skipped);
    for (const Message& reason : skipped) emit(WarningEvent{0, say("Checkpoint skipped: %1", reason)});
    m_loop.emplace(m_config, TrainingSet{train, &source, folder.path() / "proposals", ranks, weightsReader()},
                   checkpoint);
    m_checkpoints.emplace(m_folder, m_loop->iteration());
    goOnFrom(checkpoint);
    emit(StartedEvent{m_loop->iteration(), m_config.solver.iterations, ::getpid(),
                      static_cast<int>(train.size()), m_loop->device().str(), m_config.engine_version});
    if (m_config.solver.precision == Precision::Float16 && m_loop->device().is_cpu())
      emit(WarningEvent{
          m_loop->iteration(),
          say("float16 is emulated on a CPU and can be fifty times slower; bfloat16 is fast there")});
  }

  /// An interrupted run must end as an uninterrupted one does, with the commands that it was given.
  void goOnFrom(const std::optional<Checkpoint>& checkpoint) {
    if (!m_ranks.first()) return;
    RunPast past = pastOf(m_folder, m_loop->iteration(), LossWatch::watched);
    m_watch.restore(std::move(past.losses), m_loop->iteration() > 0 ? past.frozenAt : -1);
    m_rates = std::move(past.rates);
    m_rates.erase(m_rates.begin(), m_rates.lower_bound(m_loop->iteration()));
    m_untaken = untakenRates(m_folder, past.lastRequested);
    // A configuration that was changed since is the newest word.
    const float rate = m_config.solver.learning_rate;
    if (checkpoint && checkpoint->config.solver.learning_rate != rate)
      m_untaken.insert(m_untaken.begin(), {RunCommand::Kind::SetLearningRate, rate, past.lastRequested});
  }

  void work() {
    try {
      train();
    } catch (const RankLost& lost) {
      keepWhatIsDone();
      throw RunLost("Training", say("another process of this run was lost (%1)", lost.what()),
                    say("Start all of them again; they continue from iteration %1", m_loop->iteration()));
    } catch (const std::exception&) {
      keepWhatIsDone();
      throw;
    }
  }

 private:
  [[nodiscard]] WeightsReader weightsReader() const {
    if (!m_hooks.convertWeights) return readTensorFile;
    return [this](const std::filesystem::path& weights) {
      return readSafetensors(*m_hooks.convertWeights(weights)).tensors;
    };
  }

  void train() {
    while (!m_loop->done()) {
      enterStage();
      if (m_loop->iteration() == 0 && m_watch.keptAt() < 0) {
        m_watch.kept(0);
        recordImages(pinnedSamples(m_samples, m_config));
      }
      obeyCommands();
      if (allStop()) break;
      takeStep();
      const int done = m_loop->iteration();
      const bool lastStage = &m_loop->stage() == &m_loop->stages().back();
      const bool stageEnds = m_loop->stage().first == done;
      // Before the last stage RPN and head belong to different trunks, and mAP would mean nothing.
      const bool evaluateNow = lastStage && !stageEnds && m_config.evaluate_every > 0 &&
                               done % m_config.evaluate_every == 0 && !m_loop->done();
      if (done % m_config.checkpoint_every == 0 || m_loop->done() || evaluateNow || stageEnds)
        writeCheckpoint();
      if (evaluateNow || (m_loop->done())) evaluateNowOn(m_loop->done() ? 0 : m_config.evaluate_most);
    }
    if (m_stop && !m_checkpoints->has(m_loop->iteration())) writeCheckpoint();
    // Nobody leaves, and so seems lost, while the first one still evaluates.
    if (m_ranks.largest({m_skipped.unreported()})[0] > 0) m_skipped.gather();
    emit(FinishedEvent{m_loop->iteration(), m_loop->done() ? "done" : "stopped"});
  }

  void takeStep() {
    try {
      const IterationEvent event = m_loop->step();
      reportSkipped();
      emit(event);
      watchLoss(event);
    } catch (const NotFinite&) {
      freezeBatch("not_finite", std::numeric_limits<double>::quiet_NaN());
      throw;
    }
  }

  void reportSkipped() {
    for (const Unreadable& one : m_loop->takeSkipped()) m_skipped.add(one);
  }

  /// A run that must end keeps the steps that succeeded.
  void keepWhatIsDone() {
    const int iteration = m_loop->iteration();
    if (iteration == 0 || m_checkpoints->has(iteration) || !m_loop->intact()) return;
    try {
      writeCheckpoint();
    } catch (const std::exception& error) {  // what ends the run is what is told of
      std::fprintf(stderr, "%s\n", error.what());
    }
  }

  /// The batch of a loss that jumps is kept for inspection.
  void watchLoss(const IterationEvent& event) {
    if (m_watch.isJump(event.losses.total, m_loop->iteration())) freezeBatch("jump", event.losses.total);
    m_watch.add(event.losses.total);
  }

  void freezeBatch(const std::string& reason, double total) {
    if (!m_ranks.first()) return;
    m_watch.kept(m_loop->iteration());
    emit(frozenBatch(*m_loop, reason, total, m_watch.usual()));
    std::vector<const RunSample*> samples;
    for (const BatchImage& image : m_loop->lastBatch()) samples.push_back(image.sample);
    recordImages(samples);
  }

  void recordImages(const std::vector<const RunSample*>& samples) {
    if (!m_ranks.first()) return;
    writeSnapshots(*m_loop, m_folder, m_samples, samples, m_source, skipping(),
                   [this](const SnapshotEvent& event) { emit(event); });
  }

  [[nodiscard]] SkipImage skipping() {
    return [this](const Unreadable& one) { m_skipped.add(one); };
  }

  /// The first rank speaks for all.
  void emit(const EventBody& body) {
    if (m_ranks.first()) m_hooks.emit(body);
  }

  /// One rank that was asked to stop stops all; the first one's learning rate is everyone's. On the way it
  /// learns whether another skipped an image, so that the steps without one need no further exchange.
  bool allStop() {
    m_stop = m_stop || m_hooks.stopRequested();
    const auto agreed = m_ranks.largest(
        {m_stop ? 1.0 : 0.0, m_ranks.first() ? m_loop->baseRate() : 0.0, m_skipped.unreported()});
    m_loop->setBaseRate(agreed[1]);
    m_stop = agreed[0] > 0;
    if (agreed[2] > 0) m_skipped.gather();
    return m_stop;
  }

  void enterStage() {
    const Stage& stage = m_loop->stage();
    if (stage.name == m_stageName) return;
    const int number = static_cast<int>(&stage - m_loop->stages().data()) + 1;
    const int stages = static_cast<int>(m_loop->stages().size());
    const auto tell = [&](int done, int images) {
      emit(StageEvent{m_loop->iteration(), stage.name, number, stages, done, images});
    };
    try {
      m_loop->enterStage([&](const Stage&, int done, int images) {
        if (done % 5 == 0) tell(done, images);
        return !m_hooks.stopRequested();
      });
    } catch (const Interrupted&) {
      m_stop = true;
      return;
    }
    reportSkipped();
    m_stageName = stage.name;
    if (stages > 1) tell(0, 0);
    for (const std::string& misfit : m_loop->loaded().startRandom)
      emit(WarningEvent{m_loop->iteration(), say("Not used from the weights file: %1", misfit)});
  }

  void obeyCommands() {
    if (m_stop || !m_ranks.first()) return;
    if (const auto rate = m_rates.find(m_loop->iteration()); rate != m_rates.end())
      m_loop->setBaseRate(rate->second);
    for (const RunCommand& command : std::exchange(m_untaken, {})) obey(command);
    do {
      for (const std::string& line : m_commands.readNew())
        if (const auto command = parseCommandLine(line)) obey(*command);
      m_stop = m_stop || m_hooks.stopRequested();
      if (m_paused && !m_stop) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    } while (m_paused && !m_stop);
  }

  void obey(const RunCommand& command) {
    using Kind = RunCommand::Kind;
    const int iteration = m_loop->iteration();
    switch (command.kind) {
      case Kind::Pause:
        if (!m_paused) emit(PausedEvent{iteration});
        m_paused = true;
        break;
      case Kind::Resume:
        if (m_paused) emit(ResumedEvent{iteration});
        m_paused = false;
        break;
      case Kind::Stop:
        m_stop = true;
        break;
      case Kind::Checkpoint:
        writeCheckpoint();
        break;
      case Kind::Evaluate:
        if (!m_checkpoints->has(iteration)) writeCheckpoint();  // it may be the best
        evaluateNowOn(m_config.evaluate_most);
        break;
      case Kind::SetLearningRate:
        setBaseRate(command);
        break;
      case Kind::Count:
        break;
    }
  }

  void setBaseRate(const RunCommand& command) {
    const int iteration = m_loop->iteration();
    m_loop->setBaseRate(command.learningRate);
    m_rates.erase(m_rates.lower_bound(iteration), m_rates.end());
    if (m_checkpoints->has(iteration)) m_checkpoints->outdate();  // it has the rate of before
    emit(LearningRateEvent{iteration, command.learningRate, command.time});
  }

  void writeCheckpoint() {
    if (!m_ranks.first()) return;
    const int iteration = m_loop->iteration();
    const auto file =
        m_checkpoints->write(iteration, [&](const auto& path) { m_loop->writeCheckpoint(path); });
    emit(CheckpointEvent{iteration, "checkpoints/" + file.filename().string()});
  }

  void evaluateNowOn(int most) {
    if (!m_ranks.first()) return;
    const EvaluationSamples on = samplesToEvaluate(m_samples, most);
    if (on.samples.empty())
      return emit(
          WarningEvent{m_loop->iteration(), say("No image is in val or test, so mAP cannot be computed")});
    const auto progress = [&](int done, int all) {
      if (done % 5 == 0) emit(EvaluatingEvent{m_loop->iteration(), done, all});
      return !m_hooks.stopRequested();
    };
    const auto event = evaluateNetwork(*m_loop, on, m_source, progress, skipping());
    if (!event) return;
    recordImages(pinnedSamples(m_samples, m_config));
    emit(*event);
    m_checkpoints->consider(*event);
  }

  RunFolder m_folder;
  ImageSource& m_source;
  const TrainHooks& m_hooks;
  Ranks m_ranks;
  std::optional<RunLock> m_lock;
  RunConfig m_config;
  RunSamples m_samples;
  LineReader m_commands;
  std::optional<TrainLoop> m_loop;
  std::string m_stageName;
  bool m_paused = false, m_stop = false;
  std::optional<CheckpointStore> m_checkpoints;
  LossWatch m_watch;
  SkippedImages m_skipped{m_ranks, [this](const Message& warning) {
                            emit(WarningEvent{m_loop->iteration(), warning});
                          }};
  std::map<int, double> m_rates;      ///< set by a process before this one, to be taken again at these steps
  std::vector<RunCommand> m_untaken;  ///< given to a process that ended before it took them
};

}  // namespace

void trainRun(const RunFolder& folder, ImageSource& source, const TrainHooks& hooks, const Ranks& ranks) {
  Run(folder, source, hooks, ranks).work();
}

void setComputeThreads(int threads) {
  at::set_num_threads(threads > 0 ? threads
                                  : static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
}

}  // namespace anchor
