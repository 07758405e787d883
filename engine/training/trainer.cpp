// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/trainer.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <limits>
#include <map>
#include <set>
#include <sstream>
#include <thread>
#include <utility>

#include "engine/base/line_reader.h"
#include "engine/evaluation/evaluate_samples.h"
#include "engine/inference/detector.h"
#include "engine/inference/inference.h"
#include "engine/protocol/run_past.h"
#include "engine/training/checkpoint_store.h"
#include "engine/training/loss_watch.h"
#include "engine/training/train_loop.h"
#include "engine/training/validation_loss.h"

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
    if (m_config.solver.precision == "float16" && m_loop->device().is_cpu())
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
    m_untaken = untakenRates(m_folder, past.lastAsked);
    // A configuration that was changed since is the newest word.
    const float rate = m_config.solver.learning_rate;
    if (checkpoint && checkpoint->config.solver.learning_rate != rate)
      m_untaken.insert(m_untaken.begin(), {RunCommand::Kind::SetLearningRate, rate, past.lastAsked});
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
        recordImages(pinnedSamples());
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
    if (m_ranks.largest({untold()})[0] > 0) gatherSkipped();
    emit(FinishedEvent{m_loop->iteration(), m_loop->done() ? "done" : "stopped"});
  }

  void takeStep() {
    try {
      const IterationEvent event = m_loop->step();
      tellSkipped();
      emit(event);
      watchLoss(event);
    } catch (const NotFinite&) {
      freezeBatch("not_finite", std::numeric_limits<double>::quiet_NaN());
      throw;
    }
  }

  /// A run that goes on without some of its images says so of each, once.
  void skip(const Unreadable& one) { skip(one.sample->image, one.reason); }
  void skip(const std::string& image, const Message& reason) {
    if (!m_skipped.insert(image).second) return;
    emit(WarningEvent{m_loop->iteration(), say("Image skipped (%1 so far): %2", m_skipped.size(), reason)});
    if (!m_ranks.first()) m_untold += image + '\0' + messageText(reason) + '\0';
  }
  void tellSkipped() {
    for (const Unreadable& one : m_loop->takeSkipped()) skip(one);
  }

  /// Above 0 where the first rank has still to be told of an image that this one skipped.
  [[nodiscard]] double untold() const { return m_untold.empty() ? 0 : 1; }
  /// Collective. The first rank tells of the images that the others skipped.
  void gatherSkipped() {
    const std::vector<std::string> lists = m_ranks.gathered(std::exchange(m_untold, {}));
    if (!m_ranks.first()) return;
    for (const std::string& list : lists) {
      std::istringstream entries(list);
      for (std::string image, reason;
           std::getline(entries, image, '\0') && std::getline(entries, reason, '\0');)
        skip(image, messageFromText(reason));
    }
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

  void freezeBatch(const Message& reason, double total) {
    if (!m_ranks.first()) return;
    m_watch.kept(m_loop->iteration());
    FrozenEvent event{
        m_loop->iteration() + (reason == "not_finite" ? 1 : 0), reason, total, m_watch.usual(), {}, {}, {}};
    std::vector<const RunSample*> samples;
    for (const BatchImage& image : m_loop->lastBatch()) {
      event.images.push_back(image.sample->image);
      event.flipped.push_back(image.flipped ? 1 : 0);
      event.scales.push_back(image.scale);
      samples.push_back(image.sample);
    }
    emit(event);
    recordImages(samples);
  }

  [[nodiscard]] std::vector<const RunSample*> pinnedSamples() const {
    std::vector<const RunSample*> pinned;
    for (const RunSample& sample : m_samples.samples)
      if (std::ranges::count(m_config.pinned, sample.image) > 0) pinned.push_back(&sample);
    return pinned;
  }

  void recordImages(const std::vector<const RunSample*>& samples) {
    if (!m_ranks.first() || samples.empty()) return;
    FasterRcnn& network = m_loop->network();
    network.eval();
    std::filesystem::create_directories(m_folder.snapshots());
    for (size_t k = 0; k < samples.size(); ++k) {
      const auto image = readOrSkip(m_source, *samples[k], [this](const Unreadable& one) { skip(one); });
      if (!image) continue;
      ImageRecord record = recordImage(network, m_loop->config(), *image, m_loop->device());
      record.iteration = m_loop->iteration();
      char name[64];
      std::snprintf(name, sizeof name, "iteration-%06d-%05d.safetensors", record.iteration,
                    static_cast<int>(samples[k] - m_samples.samples.data()));
      writeImageRecord(m_folder.snapshots() / name, record);
      emit(SnapshotEvent{record.iteration, samples[k]->image, std::string("snapshots/") + name});
    }
    network.train();
  }

  /// The first rank speaks for all.
  void emit(const EventBody& body) {
    if (m_ranks.first()) m_hooks.emit(body);
  }

  /// One rank that was asked to stop stops all; the first one's learning rate is everyone's. On the way it
  /// learns whether another skipped an image, so that the steps without one need no further exchange.
  bool allStop() {
    m_stop = m_stop || m_hooks.stopRequested();
    const auto agreed =
        m_ranks.largest({m_stop ? 1.0 : 0.0, m_ranks.first() ? m_loop->baseRate() : 0.0, untold()});
    m_loop->setBaseRate(agreed[1]);
    m_stop = agreed[0] > 0;
    if (agreed[2] > 0) gatherSkipped();
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
    tellSkipped();
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
    std::string split = "val";
    auto samples = m_samples.inSplit(split);
    if (samples.empty()) samples = m_samples.inSplit(split = "test");
    if (samples.empty()) {
      emit(WarningEvent{m_loop->iteration(), say("No image is in val or test, so mAP cannot be computed")});
      return;
    }
    if (most > 0 && samples.size() > static_cast<size_t>(most)) samples.resize(static_cast<size_t>(most));
    FasterRcnn& network = m_loop->network();
    network.eval();
    ValidationLoss losses(network, m_loop->config(), m_loop->device());
    const auto find = [&](const RgbImage& image, const RunSample& sample) {
      return losses.find(image, sample);
    };
    const auto progress = [&](int done, int all) {
      if (done % 5 == 0) emit(EvaluatingEvent{m_loop->iteration(), done, all});
      return !m_hooks.stopRequested();
    };
    int skipped = 0;
    EvaluationResult result =
        evaluate(find, m_config.classes, samples, m_source, progress, [&](const Unreadable& one) {
          ++skipped;
          skip(one);
        });
    network.train();
    // Stopped on the way: figures of the first images are none of the split. Nor are those of no image.
    if (result.event.images == 0 || result.event.images + skipped < static_cast<int>(samples.size())) return;
    recordImages(pinnedSamples());
    result.event.iteration = m_loop->iteration();
    result.event.split = split;
    result.event.losses = losses.mean();
    emit(result.event);
    m_checkpoints->consider(result.event);
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
  std::set<std::string> m_skipped;  ///< images that could not be read and were told of
  std::string m_untold;  ///< of these, on a rank but the first: image and reason, each ending with a 0 byte
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
