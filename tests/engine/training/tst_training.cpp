// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "engine/base/atomic_file.h"
#include "engine/base/line_reader.h"
#include "engine/distributed/peer_watch.h"
#include "engine/evaluation/evaluate_samples.h"
#include "engine/export/weights_export.h"
#include "engine/inference/detector.h"
#include "engine/inspection/recall.h"
#include "engine/networks/weights/load_weights.h"
#include "engine/protocol/best_checkpoint.h"
#include "engine/protocol/run_past.h"
#include "engine/selftest/selftest.h"
#include "engine/training/prefetcher.h"
#include "engine/training/schedule.h"
#include "engine/training/train_loop.h"
#include "engine/training/trainer.h"

#include <QTemporaryDir>
#include <QtTest>
#include <atomic>
#include <future>
#include <map>

#include "tests/support/test_data.h"

using namespace anchor;

namespace {

/// Grey pictures with one bright square each: learnable in a few dozen steps.
class Squares : public ImageSource {
 public:
  RgbImage read(const RunSample& sample) override {
    RgbImage image{sample.width, sample.height,
                   std::vector<uint8_t>(size_t{3} * sample.width * sample.height, 90)};
    for (const SampleBox& b : sample.boxes)
      for (int y = int(b.box.y1); y < int(b.box.y2); ++y)
        for (int x = int(b.box.x1); x < int(b.box.x2); ++x)
          for (int c = 0; c < 3; ++c) image.pixels[size_t{3} * (y * sample.width + x) + c] = 230;
    return image;
  }
};

RunSamples squares() {
  RunSamples all{{"square"}, {}};
  RandomSource random(6);
  for (int i = 0; i < 12; ++i) {
    const auto x = float(random.below(60));
    const auto y = float(random.below(60));
    RunSample sample{"square" + std::to_string(i), "", 96, 96, i < 9 ? "train" : "val",
                     {{0, {x, y, x + 30, y + 30}}}};
    if (i == 4) sample.boxes.clear();  // an image without objects is legal
    all.samples.push_back(sample);
  }
  return all;
}

RunConfig smallConfig(int iterations) {
  RunConfig config;
  config.classes = {"square"};
  config.network.width = 0.25F;
  config.network.neck_channels = config.network.rpn_channels = config.network.head_hidden = 32;
  config.anchors.scales = {1, 2, 4};
  config.input.short_side = config.input.long_side = 96;
  config.train_proposals = {300, 100, 0.7F, 2};
  config.test_proposals = {300, 50, 0.7F, 2};
  config.solver.iterations = iterations;
  config.solver.learning_rate = 0.02F;
  config.solver.warmup_iterations = 10;
  config.checkpoint_every = 10;
  config.evaluate_every = 0;
  config.workers = 2;
  return config;
}

struct Ran {
  std::vector<IterationEvent> iterations;
  std::vector<EventBody> all;
};

Ran run(const RunFolder& folder, ImageSource& source, int stopAt = -1) {
  Ran ran;
  TrainHooks hooks;
  hooks.emit = [&](const EventBody& body) {
    ran.all.push_back(body);
    if (const auto* i = std::get_if<IterationEvent>(&body)) ran.iterations.push_back(*i);
  };
  hooks.stopRequested = [&] { return stopAt >= 0 && static_cast<int>(ran.iterations.size()) >= stopAt; };
  trainRun(folder, source, hooks, {});
  return ran;
}

struct Killed {};

/// Runs with its events in their file. Gives each rate after that many steps; ends without a word, as a
/// killed engine does, after step `killedAt`, or when it has taken the rate given then.
Ran commanded(const RunFolder& folder, ImageSource& source, const std::map<int, double>& rates,
              int killedAt = -1, bool takenFirst = false) {
  Ran ran;
  EventWriter writer(folder.events());
  TrainHooks hooks;
  hooks.emit = [&](const EventBody& body) {
    writer.write(body);
    if (const auto* taken = std::get_if<LearningRateEvent>(&body);
        taken != nullptr && takenFirst && taken->iteration == killedAt)
      throw Killed{};
    const auto* step = std::get_if<IterationEvent>(&body);
    if (step == nullptr) return;
    ran.iterations.push_back(*step);
    if (const auto rate = rates.find(step->iteration); rate != rates.end())
      appendCommand(folder, {RunCommand::Kind::SetLearningRate, rate->second});
    if (!takenFirst && step->iteration == killedAt) throw Killed{};
  };
  trainRun(folder, source, hooks, {});
  return ran;
}

RunFolder folderFor(const QTemporaryDir& dir, const RunConfig& config) {
  const RunFolder folder = createRunFolder(dir.path().toStdString(), "test");
  writeAtomically(folder.config(), runConfigText(config));
  writeRunSamples(folder.samples(), squares());
  return folder;
}

}  // namespace

class TrainingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void of_the_processes_that_are_gone_only_the_first_is_told() {
    std::promise<void> first, second;
    std::atomic<int> told = 0;
    const auto untilGone = [](std::promise<void>& peer) {
      return [gone = peer.get_future().share()] { gone.get(); };
    };
    const PeerWatch watch({untilGone(first), untilGone(second)}, [&] { ++told; });
    QTest::qWait(20);
    QCOMPARE(told.load(), 0);
    second.set_exception(std::make_exception_ptr(std::runtime_error("connection closed")));
    QTRY_COMPARE(told.load(), 1);
    first.set_exception(std::make_exception_ptr(std::runtime_error("connection closed")));
    QTest::qWait(20);
    QCOMPARE(told.load(), 1);
  }

  void a_process_that_leaves_after_the_watch_is_over_is_not_told() {
    std::promise<void> peer;
    std::atomic<int> told = 0;
    {
      const PeerWatch watch({[gone = peer.get_future().share()] { gone.get(); }}, [&] { ++told; });
    }
    peer.set_exception(std::make_exception_ptr(std::runtime_error("connection closed")));
    QTest::qWait(50);
    QCOMPARE(told.load(), 0);
  }

  void the_selftest_table_holds() {
    for (const SelftestCheck& check : selftestChecks()) check.run("cpu");
  }
  void a_stopped_and_resumed_run_ends_with_the_same_bits() {
    QTemporaryDir dir;
    setComputeThreads(1);
    Squares source;
    const RunFolder whole = folderFor(dir, smallConfig(20));
    const Ran uninterrupted = run(whole, source);
    const RunFolder broken = folderFor(dir, smallConfig(20));
    const Ran first = run(broken, source, 7);
    const Ran second = run(broken, source);
    QCOMPARE(first.iterations.size() + second.iterations.size(), size_t{20});
    QCOMPARE(second.iterations.front().iteration, 8);
    QCOMPARE(second.iterations.back().losses.total, uninterrupted.iterations.back().losses.total);
    const Checkpoint a = readCheckpoint(whole.checkpoint(20));
    const Checkpoint b = readCheckpoint(broken.checkpoint(20));
    for (const auto& [name, tensor] : a.network)
      QVERIFY2(at::equal(tensor, b.network.at(name)), name.c_str());
    for (const auto& [name, tensor] : a.momentum)
      QVERIFY2(at::equal(tensor, b.momentum.at(name)), name.c_str());
  }
  void a_changed_rate_survives_a_kill_to_the_bit_data() {
    QTest::addColumn<int>("killedAt");
    QTest::addColumn<bool>("takenFirst");
    QTest::newRow("after a checkpoint") << 16 << false;
    QTest::newRow("before the first checkpoint") << 8 << false;
    QTest::newRow("between the changes") << 12 << false;
    QTest::newRow("taken, and no step after it") << 13 << true;
  }
  void a_changed_rate_survives_a_kill_to_the_bit() {
    QFETCH(int, killedAt);
    QFETCH(bool, takenFirst);
    QTemporaryDir dir;
    setComputeThreads(1);
    Squares source;
    const RunFolder whole = folderFor(dir, smallConfig(20));
    const Ran uninterrupted = commanded(whole, source, {{6, 0.013}, {13, 0.0071}});
    QCOMPARE(uninterrupted.iterations.size(), size_t{20});
    const RunFolder broken = folderFor(dir, smallConfig(20));
    QVERIFY_THROWS_EXCEPTION(Killed,
                             commanded(broken, source, {{6, 0.013}, {13, 0.0071}}, killedAt, takenFirst));
    // What was taken before the kill is taken again; the rest is given when its time comes.
    std::map<int, double> rest;
    if (killedAt < 13) rest[13] = 0.0071;
    const Ran second = commanded(broken, source, rest);
    for (const IterationEvent& step : second.iterations) {
      const IterationEvent& wanted = uninterrupted.iterations[size_t(step.iteration) - 1];
      QCOMPARE(step.base_rate, wanted.base_rate);
      QCOMPARE(step.learning_rate, wanted.learning_rate);
      QVERIFY(step.losses.total == wanted.losses.total);
    }
    const Checkpoint a = readCheckpoint(whole.checkpoint(20));
    const Checkpoint b = readCheckpoint(broken.checkpoint(20));
    QVERIFY(a.baseRate == 0.0071 && b.baseRate == a.baseRate);
    for (const auto& [name, tensor] : a.network)
      QVERIFY2(at::equal(tensor, b.network.at(name)), name.c_str());
    for (const auto& [name, tensor] : a.momentum)
      QVERIFY2(at::equal(tensor, b.momentum.at(name)), name.c_str());
  }
  void a_rate_that_a_killed_engine_never_took_is_taken_by_the_next() {
    QTemporaryDir dir;
    Squares source;
    const RunFolder folder = folderFor(dir, smallConfig(14));
    QVERIFY_THROWS_EXCEPTION(Killed, commanded(folder, source, {{12, 0.0123}}, 12));
    const Ran second = commanded(folder, source, {});
    QCOMPARE(second.iterations.front().iteration, 11);
    QCOMPARE(second.iterations.front().base_rate, 0.0123);
    // A newer word of a person makes void what a process had been told for later steps.
    const RunFolder other = folderFor(dir, smallConfig(20));
    QVERIFY_THROWS_EXCEPTION(Killed, commanded(other, source, {{15, 0.0123}}, 17));
    const Ran third = commanded(other, source, {{12, 0.001}});
    QCOMPARE(third.iterations.back().base_rate, 0.001);
  }
  void a_rate_changed_in_the_configuration_is_the_newest_word() {
    QTemporaryDir dir;
    Squares source;
    RunConfig config = smallConfig(14);
    const RunFolder folder = folderFor(dir, config);
    QVERIFY_THROWS_EXCEPTION(Killed, commanded(folder, source, {{5, 0.0123}, {11, 0.001}}, 12));
    config.solver.learning_rate = 0.5F;
    writeAtomically(folder.config(), runConfigText(config));
    const Ran second = commanded(folder, source, {});
    QCOMPARE(second.iterations.front().iteration, 11);
    for (const IterationEvent& step : second.iterations) QCOMPARE(step.base_rate, 0.5);
  }
  void a_checkpoint_keeps_the_rate_that_was_set_just_before_a_stop() {
    QTemporaryDir dir;
    Squares source;
    const RunFolder folder = folderFor(dir, smallConfig(20));
    TrainHooks hooks;
    hooks.emit = [&](const EventBody& body) {
      const auto* step = std::get_if<IterationEvent>(&body);
      if (step == nullptr || step->iteration != 10) return;
      appendCommand(folder, {RunCommand::Kind::SetLearningRate, 0.25});
      appendCommand(folder, {RunCommand::Kind::Stop});
    };
    trainRun(folder, source, hooks, {});
    QCOMPARE(readCheckpoint(folder.checkpoint(10)).baseRate, 0.25);
  }
  void the_watch_for_jumps_goes_on_after_a_kill() {
    QTemporaryDir dir;
    const RunFolder folder = folderFor(dir, smallConfig(20));
    EventWriter writer(folder.events());
    const auto step = [&](int iteration, double total) {
      IterationEvent event;
      event.iteration = iteration;
      event.losses.total = total;
      writer.write(event);
    };
    writer.write(StartedEvent{0, 20});
    for (int i = 1; i <= 8; ++i) step(i, i);
    FrozenEvent frozen;
    frozen.iteration = 5;
    writer.write(frozen);
    writer.write(StartedEvent{4, 20});
    for (int i = 5; i <= 7; ++i) step(i, 10 * i);
    const RunPast past = pastOf(folder, 6, 4);
    QCOMPARE(past.losses, (std::deque<double>{3, 4, 50, 60}));
    QCOMPARE(past.frozenAt, 5);
  }
  void losses_fall_and_the_detector_finds_the_squares() {
    QTemporaryDir dir;
    setComputeThreads(2);
    Squares source;
    const RunFolder folder = folderFor(dir, smallConfig(300));
    const Ran ran = run(folder, source);
    const auto mean = [&](size_t from, size_t to) {
      double sum = 0;
      for (size_t i = from; i < to; ++i) sum += ran.iterations[i].losses.total;
      return sum / double(to - from);
    };
    QVERIFY2(mean(280, 300) < 0.5 * mean(0, 20),
             qPrintable(QStringLiteral("%1 → %2").arg(mean(0, 20)).arg(mean(280, 300))));
    const auto* evaluation = [&]() -> const EvaluationEvent* {
      for (const EventBody& body : ran.all)
        if (const auto* e = std::get_if<EvaluationEvent>(&body)) return e;
      return nullptr;
    }();
    QVERIFY(evaluation != nullptr);
    QVERIFY2(evaluation->voc12 > 0.5, qPrintable(QString::number(evaluation->voc12)));
    Detector detector(folder.finishedCheckpoints().back(), "cpu");
    const RunSamples samples = squares();
    QVERIFY(!detector.detect(source.read(samples.samples[10]), 0.3F).empty());
    // The proposals of the record, where the network sees them: these pictures are not scaled.
    int objects = 0;
    float covered = 0;
    for (const RunSample* sample : samples.inSplit("val")) {
      const ImageRecord record = detector.record(source.read(*sample));
      const Box gt = sample->boxes[0].box;
      const int counts[] = {record.proposals};
      const float ious[] = {0.5F};
      covered += recallTable({&gt, 1}, record.rois, counts, ious, BoxConvention::Continuous)[0][0];
      ++objects;
    }
    QVERIFY(covered > 0);
    QCOMPARE(evaluation->rpn_recall, double(covered) / objects);
    QVERIFY(std::holds_alternative<FinishedEvent>(ran.all.back()));
  }
  void alternating_runs_its_four_stages_and_resumes_inside_each() {
    QTemporaryDir dir;
    setComputeThreads(1);
    Squares source;
    RunConfig config = smallConfig(48);
    config.recipe.kind = RecipeKind::Alternating;
    config.recipe.proposals = {0, 60, 0.7F, 2};
    config.rois.normaliseFromData = true;
    config.checkpoint_every = 3;
    const std::vector<Stage> stages = stagesOf(config);
    QCOMPARE(stages.size(), size_t{4});
    QCOMPARE(stages[1].first, 16);
    QCOMPARE(stages[2].first, 24);
    QCOMPARE(stages[3].first, 40);
    const RunFolder whole = folderFor(dir, config);
    const Ran ran = run(whole, source);
    QCOMPARE(ran.iterations.size(), size_t{48});
    for (const IterationEvent& e : ran.iterations) {
      const bool rpn = e.iteration <= 16 || (e.iteration > 24 && e.iteration <= 40);
      QVERIFY(rpn ? e.losses.rpn_cls > 0 && e.losses.roi_cls == 0 && e.rpn_bg > 0
                  : e.losses.rpn_cls == 0 && e.losses.roi_cls > 0 && e.roi_bg > 0);
    }
    std::vector<std::string> names;
    for (const EventBody& body : ran.all)
      if (const auto* stage = std::get_if<StageEvent>(&body); stage != nullptr && stage->images == 0)
        names.push_back(stage->name);
    QCOMPARE(names, (std::vector<std::string>{"M1", "M2", "M3", "M4"}));
    for (const char* name : {"M2", "M4"})
      QCOMPARE(readProposals(whole.path() / "proposals" / (std::string(name) + ".safetensors"), 9).size(),
               size_t{9});

    // Which layers each half of the run left alone.
    const auto tensors = [](const RunFolder& folder, int at) {
      return readCheckpoint(folder.checkpoint(at)).network;
    };
    RunConfig keeping = config;
    keeping.checkpoint_every = 8;  // five kept: 16, 24, 32, 40, 48
    const RunFolder kept = folderFor(dir, keeping);
    run(kept, source);
    const auto same = [&](int a, int b, const std::string& prefix) {
      const NamedTensors first = tensors(kept, a);
      const NamedTensors second = tensors(kept, b);
      return std::ranges::all_of(first, [&](const auto& item) {
        return !item.first.starts_with(prefix) || at::equal(item.second, second.at(item.first));
      });
    };
    QVERIFY(same(16, 24, "rpn.") && !same(16, 24, "head.") && !same(16, 24, "backbone."));
    QVERIFY(same(24, 40, "backbone.") && same(24, 40, "neck.") && same(24, 40, "head.") &&
            !same(24, 40, "rpn."));
    QVERIFY(same(40, 48, "backbone.") && same(40, 48, "rpn.") && !same(40, 48, "head."));
    const auto perClass = readCheckpoint(kept.checkpoint(48)).config.rois.perClass;
    QCOMPARE(perClass.size(), size_t{1});
    QVERIFY(std::abs(perClass[0].mean[0]) < 1e-6F && perClass[0].std[0] > 0.01F);

    for (const int stop : {7, 16, 19, 24, 31, 44}) {
      const RunFolder broken = folderFor(dir, config);
      const Ran first = run(broken, source, stop);
      QCOMPARE(first.iterations.size(), static_cast<size_t>(stop));
      run(broken, source);
      const NamedTensors a = tensors(whole, 48);
      const NamedTensors b = tensors(broken, 48);
      for (const auto& [name, tensor] : a)
        QVERIFY2(at::equal(tensor, b.at(name)), (name + " after a stop at " + std::to_string(stop)).c_str());
    }
  }
  void two_passes_accumulated_are_one_batch_of_two() {
    Squares source;
    const RunSamples samples = squares();
    const auto weightsAfterOneStep = [&](int batch, int accumulate) {
      RunConfig config = smallConfig(1);
      config.solver.batch = batch;
      config.solver.accumulate = accumulate;
      config.solver.flip = false;
      // Everything is taken, so that nothing is left to chance; the same picture twice makes both means
      // equal.
      config.rpn_budget = {1000000, 1};
      config.rois.batch = 1000000;
      TrainLoop loop(config, {{&samples.samples[0], &samples.samples[0]}, &source, {}}, std::nullopt);
      const NamedTensors before = networkTensors(loop.network());
      NamedTensors change;
      for (const auto& [name, tensor] : before) change[name] = tensor.clone();
      loop.step();
      for (const auto& [name, tensor] : networkTensors(loop.network())) change[name] = tensor - change[name];
      return change;
    };
    const NamedTensors a = weightsAfterOneStep(2, 1);
    const NamedTensors b = weightsAfterOneStep(1, 2);
    double moved = 0;
    for (const auto& [name, change] : a) {
      moved += change.abs().sum().item<double>();
      QVERIFY2(at::allclose(change, b.at(name), 1e-3, 1e-7), name.c_str());
    }
    QVERIFY(moved > 0.01);
  }
  void a_loss_that_is_not_finite_stops_with_the_images_name() {
    QTemporaryDir dir;
    Squares source;
    RunConfig config = smallConfig(50);
    config.solver.learning_rate = 1e12F;
    config.solver.warmup_iterations = 0;
    config.solver.clip_norm = 0;
    const RunFolder folder = folderFor(dir, config);
    std::vector<EventBody> events;
    TrainHooks hooks;
    hooks.emit = [&](const EventBody& event) { events.push_back(event); };
    try {
      trainRun(folder, source, hooks, {});
      QFAIL("went on");
    } catch (const UserError& error) {
      const QString text = QString::fromUtf8(error.what());
      QVERIFY2(
          text.contains(QStringLiteral("square")) && text.contains(QStringLiteral("not a finite number")),
          qPrintable(text));
      QVERIFY2(!text.contains(QStringLiteral("checkpoint")), qPrintable(text));
    }
    // The guilty batch is kept, with what the network said of its images.
    std::optional<FrozenEvent> frozen;
    std::vector<SnapshotEvent> recorded;
    for (const EventBody& event : events) {
      if (const auto* f = std::get_if<FrozenEvent>(&event)) frozen = *f;
      if (const auto* s = std::get_if<SnapshotEvent>(&event)) recorded.push_back(*s);
    }
    // The steps before are kept, and the last word does not speak of more.
    int done = 0;
    for (const EventBody& event : events)
      if (const auto* i = std::get_if<IterationEvent>(&event)) done = i->iteration;
    QCOMPARE(folder.finishedCheckpoints().empty(), done == 0);
    if (done > 0) QCOMPARE(readCheckpoint(folder.finishedCheckpoints().back()).iteration, done);
    QVERIFY(frozen.has_value());
    QCOMPARE(frozen->reason, std::string("not_finite"));
    QCOMPARE(frozen->images.size(), static_cast<size_t>(config.solver.batch));
    QCOMPARE(frozen->scales.size(), frozen->images.size());
    QCOMPARE(recorded.size(), frozen->images.size());
    QCOMPARE(recorded[0].image, frozen->images[0]);
    QVERIFY(readImageRecord(folder.path() / recorded[0].file).rpnScores.size() > 0);
  }
  void pinned_images_are_recorded_at_the_start_and_at_each_evaluation() {
    QTemporaryDir dir;
    Squares source;
    RunConfig config = smallConfig(6);
    config.evaluate_every = 3;
    const RunFolder folder = folderFor(dir, config);
    config.pinned = {readRunSamples(folder.samples()).samples[1].image};
    writeAtomically(folder.config(), runConfigText(config));
    std::vector<SnapshotEvent> recorded;
    TrainHooks hooks;
    hooks.emit = [&](const EventBody& event) {
      if (const auto* s = std::get_if<SnapshotEvent>(&event)) recorded.push_back(*s);
    };
    trainRun(folder, source, hooks, {});
    QCOMPARE(recorded.size(), size_t{3});
    const int iterations[] = {0, 3, 6};
    for (size_t i = 0; i < 3; ++i) {
      QCOMPARE(recorded[i].iteration, iterations[i]);
      QCOMPARE(recorded[i].image, config.pinned[0]);
    }
    // The record leads to the very detections that the checkpoint gives.
    const ImageRecord record = readImageRecord(folder.path() / recorded[2].file);
    Detector detector(folder.checkpoint(6), "cpu");
    const auto sample = readRunSamples(folder.samples()).samples[1];
    const auto found = detector.detect(source.read(sample));
    const auto replayed = detectionsOf(record, detectionStepsOf(record, record.config.test));
    QCOMPARE(replayed.size(), found.size());
    for (size_t d = 0; d < found.size(); ++d)
      QVERIFY(replayed[d].box == found[d].box && replayed[d].score == found[d].score);
  }
  void the_loss_on_val_is_that_of_a_step_on_its_images_and_changes_nothing() {
    QTemporaryDir dir;
    Squares source;
    RunConfig config = smallConfig(30);
    // Everything is taken, so that nothing is left to chance.
    config.rpn_budget = {1000000, 1};
    config.rois.batch = 1000000;
    const RunFolder plain = folderFor(dir, config);
    run(plain, source);
    config.evaluate_every = 10;
    const RunFolder watched = folderFor(dir, config);
    std::vector<EvaluationEvent> evaluations;
    for (const EventBody& body : run(watched, source).all)
      if (const auto* e = std::get_if<EvaluationEvent>(&body)) evaluations.push_back(*e);
    const NamedTensors a = readCheckpoint(plain.checkpoint(30)).network;
    const NamedTensors b = readCheckpoint(watched.checkpoint(30)).network;
    for (const auto& [name, tensor] : a) QVERIFY2(at::equal(tensor, b.at(name)), name.c_str());

    QCOMPARE(evaluations.size(), size_t{3});
    for (const EvaluationEvent& e : evaluations)
      QCOMPARE(e.losses.total, e.losses.rpn_cls + e.losses.rpn_box + e.losses.roi_cls + e.losses.roi_box);
    QVERIFY(evaluations.back().losses.total < 0.8 * evaluations.front().losses.total);
    // Anew, from the checkpoint and each image's own pixels.
    const Checkpoint last = readCheckpoint(watched.checkpoint(30));
    FasterRcnn network(last.config);
    restoreNetwork(network, last.network, "");
    network.eval();
    const at::NoGradGuard off;
    double sums[4] = {};
    int images = 0;
    for (const RunSample& sample : squares().samples) {
      if (sample.split != "val") continue;
      ++images;
      const StepLosses own = stepLosses(
          network, last.config, {prepareImage(source.read(sample), sample, last.config, false)}, at::kCPU, 1);
      const at::Tensor losses[] = {own.rpnCls, own.rpnBox, own.roiCls, own.roiBox};
      for (int i = 0; i < 4; ++i) sums[i] += losses[i].item<double>();
    }
    const double said[] = {evaluations.back().losses.rpn_cls, evaluations.back().losses.rpn_box,
                           evaluations.back().losses.roi_cls, evaluations.back().losses.roi_box};
    QCOMPARE(images, 3);
    for (int i = 0; i < 4; ++i)
      QVERIFY2(std::abs(sums[i] / images - said[i]) < 1e-6, qPrintable(QString::number(i)));
  }
  void recall_is_the_share_of_objects_that_a_proposal_covers() {
    // Two objects that count; the second is covered by 25 / 85 alone. Difficult and crowd ones do not count.
    RunSample one{"a", "", 96, 96, "val", {{0, {0, 0, 10, 5}}, {0, {20, 20, 25, 30}}}};
    RunSample other{"b", "", 96, 96, "val", {{0, {40, 40, 60, 60}}, {0, {0, 0, 30, 30}}, {0, {5, 5, 9, 9}}}};
    other.boxes[1].difficult = true;
    other.boxes[2].crowd = true;
    const RunSample empty{"c", "", 96, 96, "val", {}};
    Squares source;
    const auto recall = [&](const std::vector<const RunSample*>& samples) {
      const auto find = [&](const RgbImage&, const RunSample& sample) {
        if (&sample == &one) return Findings{{{0, 0, 10, 10}, {20, 20, 32.0F, 25}, {70, 70, 80, 80}}, {}};
        return Findings{{{5, 5, 9, 9}, {40, 40, 60, 61}}, {}};
      };
      return evaluate(find, {"square"}, samples, source, [](int, int) { return true; }).event.rpn_recall;
    };
    QCOMPARE(recall({&one}), 0.5);  // IoU 0.5 is enough
    QCOMPARE(recall({&one, &other}), 2.0 / 3);
    QCOMPARE(recall({&one, &empty}), 0.5);
    QVERIFY(std::isnan(recall({&empty})));
  }
  void an_evaluation_that_is_stopped_says_nothing() {
    QTemporaryDir dir;
    Squares source;
    RunConfig config = smallConfig(10);
    config.evaluate_every = 5;
    const RunFolder folder = folderFor(dir, config);
    int looked = 0;
    std::vector<EventBody> events;
    TrainHooks hooks;
    hooks.emit = [&](const EventBody& body) {
      events.push_back(body);
      if (std::holds_alternative<EvaluatingEvent>(body)) looked = 1;
    };
    hooks.stopRequested = [&] { return looked > 0 && ++looked > 2; };  // at the second image
    trainRun(folder, source, hooks, {});
    QVERIFY(looked > 2);
    for (const EventBody& body : events) QVERIFY(!std::holds_alternative<EvaluationEvent>(body));
    QCOMPARE(std::get<FinishedEvent>(events.back()).reason, std::string("stopped"));
  }
  void the_checkpoint_of_the_best_map_stays_beside_the_newest() {
    QTemporaryDir dir;
    Squares source;
    RunConfig config = smallConfig(30);
    config.checkpoint_every = 2;
    const RunFolder folder = folderFor(dir, config);
    run(folder, source, 10);
    // What the first process measured; the greatest of them has no checkpoint any more, or lies beyond.
    EventWriter writer(folder.events());
    for (const auto& [iteration, map] : {std::pair{1, 0.9}, {4, 0.5}, {8, 0.7}, {10, 0.7}, {12, 0.99}}) {
      EvaluationEvent event;
      event.iteration = iteration;
      event.voc12 = map;
      writer.write(event);
    }
    run(folder, source, 18);
    const auto kept = [&] {
      std::set<std::string> names;
      for (const auto& file : folder.finishedCheckpoints()) names.insert(file.stem().string());
      return names;
    };
    QCOMPARE(bestEvaluation(folder)->iteration, 8);
    QCOMPARE(bestEvaluation(folder, 7).has_value(), false);  // that of iteration 4 went
    QCOMPARE(kept(), (std::set<std::string>{"iteration-000008", "iteration-000020", "iteration-000022",
                                            "iteration-000024", "iteration-000026", "iteration-000028"}));
  }
  void commands_pause_change_the_rate_and_stop() {
    QTemporaryDir dir;
    Squares source;
    const RunFolder folder = folderFor(dir, smallConfig(1000));
    int seen = 0;
    std::vector<EventBody> events;
    TrainHooks hooks;
    hooks.emit = [&](const EventBody& body) {
      events.push_back(body);
      if (!std::holds_alternative<IterationEvent>(body)) return;
      if (++seen == 12) appendCommand(folder, {RunCommand::Kind::SetLearningRate, 0.005});
      if (seen == 14) {
        appendCommand(folder, {RunCommand::Kind::Pause});
        appendCommand(folder, {RunCommand::Kind::Resume});
      }
      if (seen == 16) appendCommand(folder, {RunCommand::Kind::Stop});
    };
    trainRun(folder, source, hooks, {});
    QCOMPARE(seen, 16);
    bool paused = false;
    for (const EventBody& body : events) {
      paused = paused || std::holds_alternative<PausedEvent>(body);
      if (const auto* i = std::get_if<IterationEvent>(&body); i != nullptr && i->iteration == 14)
        QVERIFY(qAbs(i->learning_rate - 0.005) < 1e-9);
    }
    QVERIFY(paused);
    QCOMPARE(QString::fromStdString(std::get<FinishedEvent>(events.back()).reason),
             QStringLiteral("stopped"));
    QVERIFY(std::filesystem::exists(folder.checkpoint(16)));
  }
  void exported_box_rows_predict_plain_deltas_and_load_back() {
    QTemporaryDir dir;
    Squares source;
    RunConfig config = smallConfig(2);
    config.rois.normalisation = {{0.1F, -0.2F, 0.3F, 0}, {0.1F, 0.1F, 0.2F, 0.5F}};
    const RunFolder folder = folderFor(dir, config);
    run(folder, source);
    const auto file = dir.filePath(QStringLiteral("weights.safetensors")).toStdString();
    exportWeights(folder.checkpoint(2), file);
    const NamedTensors trained = readCheckpoint(folder.checkpoint(2)).network;
    const SafetensorsFile out = readSafetensors(file);
    const at::Tensor rows = trained.at("head.bbox_pred.weight");
    const at::Tensor plain = out.tensors.at("head.bbox_pred.weight");
    QCOMPARE(rows.size(0), 8);
    for (int64_t r = 0; r < 8; ++r) {
      const float std = config.rois.normalisation.std[static_cast<size_t>(r % 4)];
      QVERIFY(at::allclose(plain[r], rows[r] * std));
    }
    const at::Tensor bias = trained.at("head.bbox_pred.bias");
    QVERIFY(std::abs(out.tensors.at("head.bbox_pred.bias")[6].item<float>() -
                     (bias[6].item<float>() * 0.2F + 0.3F)) < 1e-6);
    // A new run that starts from the file sees the rows it would have trained on.
    FasterRcnn network(config);
    loadPretrained(network, config, out.tensors, file);
    QVERIFY(at::allclose(networkTensors(network).at("head.bbox_pred.weight"), rows));
    QVERIFY(at::allclose(networkTensors(network).at("head.bbox_pred.bias"), bias, 1e-5, 1e-6));
  }
  void loss_scaling_halves_on_overflow_and_doubles_after_two_thousand_steps() {
    LossScale scale = LossScale::forPrecision(true);
    QCOMPARE(scale.value, 65536.0);
    QVERIFY(scale.failed());
    QCOMPARE(scale.value, 32768.0);
    for (int i = 0; i < 1999; ++i) scale.succeeded();
    QVERIFY(scale.failed());  // begins to count anew
    for (int i = 0; i < 2000; ++i) scale.succeeded();
    QCOMPARE(scale.value, 32768.0);
    LossScale spent{2, 0};
    QVERIFY(!spent.failed());
    LossScale off = LossScale::forPrecision(false);
    off.succeeded();
    QVERIFY(!off.active() && off.value == 1);
  }
  void half_precision_gives_nearly_the_same_steps() {
    QTemporaryDir dir;
    Squares source;
    std::map<Precision, std::vector<IterationEvent>> seen;
    for (const Precision precision : {Precision::Float32, Precision::Bfloat16, Precision::Float16}) {
      RunConfig config = smallConfig(4);
      config.solver.precision = precision;
      const RunFolder folder = folderFor(dir, config);
      seen[precision] = run(folder, source).iterations;
      // Weights stay float, and the scale travels with them.
      const Checkpoint checkpoint = readCheckpoint(folder.checkpoint(4));
      for (const auto& [name, tensor] : checkpoint.network)
        QVERIFY2(tensor.scalar_type() == at::kFloat || tensor.scalar_type() == at::kLong, name.c_str());
      QCOMPARE(checkpoint.scale.active(), precision == Precision::Float16);
    }
    // Gradients of the first step were overflown or not scaled back if their norm differed.
    const double norm = seen[Precision::Float32][0].gradient_norm;
    for (const Precision precision : {Precision::Bfloat16, Precision::Float16}) {
      const IterationEvent& first = seen[precision][0];
      QVERIFY(std::abs(first.losses.total - seen[Precision::Float32][0].losses.total) <
              0.03 * first.losses.total);
      QVERIFY2(std::abs(first.gradient_norm - norm) < 0.1 * norm,
               qPrintable(QStringLiteral("%1, %2").arg(first.gradient_norm).arg(norm)));
    }
  }
  void schedules_follow_their_definitions() {
    SolverConfig s;
    s.iterations = 100;
    s.warmup_iterations = 10;
    s.warmup_factor = 0.1F;
    s.steps = {50, 80};
    QVERIFY(qAbs(learningRateAt(s, 1, 0) - 0.1) < 1e-6);
    QVERIFY(qAbs(learningRateAt(s, 1, 5) - 0.55) < 1e-6);
    QCOMPARE(learningRateAt(s, 1, 49), 1.0);
    QVERIFY(qAbs(learningRateAt(s, 1, 50) - 0.1) < 1e-6);
    QVERIFY(qAbs(learningRateAt(s, 1, 99) - 0.01) < 1e-6);
    s.schedule = Schedule::Cosine;
    QVERIFY(qAbs(learningRateAt(s, 1, 50) - 0.5) < 1e-6);
  }
  void an_unreadable_image_stops_the_run_and_names_it() {
    class Broken : public ImageSource {
      RgbImage read(const RunSample& sample) override {
        throw UserError(sample.image, say("cannot be decoded"));
      }
    };
    QTemporaryDir dir;
    Broken source;
    const RunFolder folder = folderFor(dir, smallConfig(5));
    QVERIFY_THROWS_EXCEPTION(UserError, run(folder, source));
  }
  void images_that_go_during_a_run_are_skipped_and_told_of_once() {
    /// Gone are one of training, and one of validation that is pinned too.
    class Leaky : public Squares {
     public:
      RgbImage read(const RunSample& sample) override {
        if (sample.image == "square3" || sample.image == "square10")
          throw UserError(sample.image, say("the image file is missing"));
        return Squares::read(sample);
      }
    };
    setComputeThreads(1);
    for (const RecipeKind recipe : {RecipeKind::EndToEnd, RecipeKind::Alternating}) {
      RunConfig config = smallConfig(24);
      config.recipe.kind = recipe;
      config.evaluate_every = 8;
      config.pinned = {"square10", "square9"};
      std::vector<double> totals;
      for (int repeated = 0; repeated < 2; ++repeated) {
        QTemporaryDir dir;
        Leaky source;
        const Ran ran = run(folderFor(dir, config), source);
        std::vector<std::string> warnings;
        int evaluated = 0;
        int snapshots = 0;
        for (const EventBody& body : ran.all) {
          if (const auto* warning = std::get_if<WarningEvent>(&body))
            warnings.push_back(warning->message.english());
          if (const auto* snapshot = std::get_if<SnapshotEvent>(&body)) {
            QCOMPARE(snapshot->image, std::string("square9"));
            ++snapshots;
          }
          const auto* evaluation = std::get_if<EvaluationEvent>(&body);
          if (evaluation == nullptr) continue;
          QCOMPARE(evaluation->images, 2);
          QCOMPARE(evaluation->objects, 2);
          ++evaluated;
        }
        std::ranges::sort(warnings, {}, [](const std::string& w) { return w.substr(w.find(':')); });
        QCOMPARE(warnings.size(), size_t{2});
        QVERIFY2(warnings[0].starts_with("Image skipped (") &&
                     warnings[0].ends_with("so far): square10: the image file is missing"),
                 warnings[0].c_str());
        QVERIFY2(warnings[1].ends_with("so far): square3: the image file is missing"), warnings[1].c_str());
        QVERIFY(evaluated >= 1 && snapshots >= 1);
        QCOMPARE(ran.iterations.size(), size_t{24});
        QCOMPARE(std::get<FinishedEvent>(ran.all.back()).reason, std::string("done"));
        for (size_t i = 0; i < 24; ++i)
          if (repeated == 0)
            totals.push_back(ran.iterations[i].losses.total);
          else
            QVERIFY(ran.iterations[i].losses.total == totals[i]);
      }
    }
  }
  void a_run_without_any_image_left_ends_with_a_checkpoint_and_says_so() {
    class Vanishing : public Squares {
     public:
      std::atomic<bool> gone = false;
      RgbImage read(const RunSample& sample) override {
        if (gone) throw UserError(sample.image, say("the image file is missing"));
        return Squares::read(sample);
      }
    };
    QTemporaryDir dir;
    setComputeThreads(1);
    Vanishing source;
    const RunFolder folder = folderFor(dir, smallConfig(60));
    int done = 0;
    TrainHooks hooks;
    hooks.emit = [&](const EventBody& body) {
      if (const auto* step = std::get_if<IterationEvent>(&body)) done = step->iteration;
      source.gone = done >= 5;
    };
    try {
      trainRun(folder, source, hooks, {});
      QFAIL("went on without images");
    } catch (const UserError& error) {
      QVERIFY2(QString::fromUtf8(error.what())
                   .startsWith(QStringLiteral("images: none of the 9 training images can be read any more")),
               error.what());
    }
    QVERIFY(done >= 5 && done < 60);
    QVERIFY(std::filesystem::exists(folder.checkpoint(done)));
  }
  void a_run_that_must_end_keeps_the_steps_that_succeeded() {
    // An image goes after some steps, and comes back: the run ends as if nothing had been.
    class Fading : public Squares {
     public:
      std::atomic<bool> gone = false;
      RgbImage read(const RunSample& sample) override {
        if (gone) throw UserError(sample.image, say("cannot be decoded"));
        return Squares::read(sample);
      }
    };
    QTemporaryDir dir;
    setComputeThreads(1);
    Squares whole;
    constexpr int iterations = 60;  // more than are read ahead
    const Ran uninterrupted = run(folderFor(dir, smallConfig(iterations)), whole);
    Fading fading;
    const RunFolder folder = folderFor(dir, smallConfig(iterations));
    std::vector<EventBody> events;
    int done = 0;
    TrainHooks hooks;
    hooks.emit = [&](const EventBody& body) {
      events.push_back(body);
      if (const auto* step = std::get_if<IterationEvent>(&body)) done = step->iteration;
      fading.gone = done >= 7;
    };
    QVERIFY_THROWS_EXCEPTION(UserError, trainRun(folder, fading, hooks, {}));
    QVERIFY(done >= 7 && done < iterations);
    QVERIFY(std::holds_alternative<CheckpointEvent>(events.back()));
    QCOMPARE(folder.finishedCheckpoints().back(), folder.checkpoint(done));
    fading.gone = false;
    const Ran second = run(folder, fading);
    QCOMPARE(second.iterations.front().iteration, done + 1);
    QVERIFY(second.iterations.back().losses.total == uninterrupted.iterations.back().losses.total);
  }
  void a_ppm_picture_trains_where_no_picture_library_is() {
    QTemporaryDir dir;
    writeAtomically(std::filesystem::path(dir.path().toStdString()) / "a.ppm",
                    std::string("P6\n2 1\n255\n") + "abcdef");
    PpmImageSource source(dir.path().toStdString());
    const RgbImage image = source.read({"a.ppm"});
    QCOMPARE(image.width, 2);
    QCOMPARE(image.pixels[5], uint8_t{'f'});
    QVERIFY_THROWS_EXCEPTION(UserError, source.read({"b.ppm"}));
  }
};

ANCHOR_TEST_MAIN(TrainingTest, QCoreApplication)
#include "tst_training.moc"
