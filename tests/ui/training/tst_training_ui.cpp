// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "engine/base/atomic_file.h"
#include "engine/config/run_config.h"
#include "engine/protocol/run_samples.h"
#include "tests/support/test_data.h"
#include "ui/training/training_panel.h"

using namespace anchor;

class TrainingUiTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  RunFolder folder() const {
    const RunFolder made = createRunFolder(m_dir.path().toStdString(), "ui");
    RunConfig config;
    config.classes = {"a"};
    writeAtomically(made.config(), runConfigText(config));
    return made;
  }
  static IterationEvent step(int iteration, double loss) {
    IterationEvent e;
    e.iteration = iteration;
    e.losses.total = loss;
    e.seconds = 0.5;
    return e;
  }
 private Q_SLOTS:
  void a_frozen_batch_is_told_and_can_be_opened() {
    TrainingPanel panel(EngineLauncher(QString()), nullptr);
    const RunFolder run = folder();
    EventWriter writer(run.events());
    writer.write(StartedEvent{0, 100, 1, 5, "cpu", "0"});
    writer.write(step(60, 9));
    FrozenEvent frozen{60, "jump", 9, 0.5, {"../images/guilty.jpg"}, {1}, {1.5F}};
    writer.write(frozen);
    panel.followerObject()->follow(run, false);
    auto* words = panel.findChild<QLabel*>(QStringLiteral("frozenBatch"));
    QTRY_VERIFY(words->text().contains(QStringLiteral("guilty.jpg")));
    QVERIFY2(words->text().contains(QStringLiteral("jumped to 9 at iteration 60 (usually 0.5)")),
             qPrintable(words->text()));
    FrozenEvent opened;
    connect(&panel, &TrainingPanel::frozenChosen, this, [&](const FrozenEvent& batch) { opened = batch; });
    Q_EMIT words->linkActivated(QStringLiteral("open"));
    QCOMPARE(opened.images, frozen.images);
    QCOMPARE(opened.flipped.front(), 1);
  }
  void events_reach_the_charts_and_a_resume_leaves_no_double_point() {
    TrainingPanel panel(EngineLauncher(QString()), nullptr);
    const RunFolder run = folder();
    {
      const RunLock lock(run);
      EventWriter writer(run.events());
      writer.write(StartedEvent{0, 100, 1, 5, "cpu", "0"});
      for (int i = 1; i <= 40; ++i) writer.write(step(i, 1.0 / i));
      panel.followerObject()->follow(run, false);
      QTRY_COMPARE(panel.charts()->losses()->pointCount(QStringLiteral("total")), 40);
      QVERIFY(panel.follower().state() == RunFollower::State::Running);
      QCOMPARE(*panel.follower().history().secondsLeft(), 30.0);
      writer.write(StartedEvent{30, 100, 1, 5, "cpu", "0"});
      for (int i = 31; i <= 50; ++i) writer.write(step(i, 1.0 / i));
      EvaluationEvent evaluation;
      evaluation.iteration = 50;
      evaluation.voc12 = 0.5;
      evaluation.ap["a"] = 0.5;
      writer.write(evaluation);
      QTRY_COMPARE(panel.charts()->losses()->pointCount(QStringLiteral("total")), 50);
      QTRY_COMPARE(panel.charts()->accuracy()->pointCount(QStringLiteral("a")), 1);
      writer.write(PausedEvent{50});
      QTRY_VERIFY(panel.follower().state() == RunFollower::State::Paused);
      QCOMPARE(panel.findChild<QPushButton*>(QStringLiteral("pauseButton"))->text(),
               QStringLiteral("Continue"));
    }
    // The lock is gone and nothing was said: the engine died.
    QTRY_VERIFY_WITH_TIMEOUT(panel.follower().state() == RunFollower::State::Died, 2000);
    QVERIFY(panel.findChild<QLabel*>(QStringLiteral("runState"))->text().contains(QStringLiteral("Resume")));
    QVERIFY(panel.findChild<QPushButton*>(QStringLiteral("resumeButton"))->isEnabled());
  }
  void acceptance_16_a_map_of_zero_says_its_cause() {
    TrainingPanel panel(EngineLauncher(QString()), nullptr);
    const RunFolder run = folder();
    const RunLock lock(run);
    EventWriter writer(run.events());
    writer.write(StartedEvent{0, 100, 1, 5, "cpu", "0"});
    panel.followerObject()->follow(run, false);
    const auto* words = panel.findChild<QLabel*>(QStringLiteral("zeroMap"));
    const auto says = [&](int images, int objects, int detections, int onObjects, double map,
                          double recall = std::numeric_limits<double>::quiet_NaN()) {
      EvaluationEvent e;
      e.split = "val";
      e.images = images;
      e.objects = objects;
      e.detections = detections;
      e.on_objects = onObjects;
      e.rpn_recall = recall;
      e.voc12 = map;
      const QString before = words->text();
      writer.write(e);
      if (!QTest::qWaitFor([&] { return words->text() != before; }, 3000))
        return QStringLiteral("nothing new");
      return words->text();
    };
    QVERIFY(says(0, 0, 0, 0, 0).contains(QStringLiteral("val has no labelled images")));
    QVERIFY(says(5, 0, 0, 0, 0).contains(QStringLiteral("no objects that count")));
    QVERIFY(says(5, 9, 0, 0, 0).contains(QStringLiteral("score threshold")));
    QVERIFY(says(5, 9, 7, 6, 0).contains(QStringLiteral("6 of 7 detections lie on objects")));
    QVERIFY(says(5, 9, 7, 0, 0).contains(QStringLiteral("Anchor fit")));
    QVERIFY(says(5, 9, 7, 0, 0, 0.22).contains(QStringLiteral("cover 22 % of the objects: the RPN")));
    QVERIFY(says(5, 9, 0, 0, 0, 0.78).contains(QStringLiteral("cover 78 % of the objects, but the head")));
    QVERIFY(!words->isHidden());
    QVERIFY(says(5, 9, 7, 7, 0.3).isEmpty());
    QVERIFY(words->isHidden());
  }
  void bad_weights_are_told_in_words_by_the_real_engine() {
    TrainingPanel panel(EngineLauncher(QStringLiteral(PROGRAM_FOLDER "/anchor-engine")), nullptr);
    const RunFolder run = folder();
    RunConfig config;
    config.classes = {"a"};
    config.network.width = 0.25F;
    config.weights = test::dataFile("weights_zip.pth").string();
    writeAtomically(run.config(), runConfigText(config));
    writeAtomically(run.path() / "a.ppm", "P6\n64 64\n255\n" + std::string(64 * 64 * 3, 'a'));
    writeRunSamples(run.samples(), {{"a"}, {{"a.ppm", "", 64, 64, "train", {}}}});
    panel.launch(run);
    QTRY_VERIFY_WITH_TIMEOUT(panel.follower().state() == RunFollower::State::Failed, test::patience);
    const QString words = panel.findChild<QLabel*>(QStringLiteral("runState"))->text();
    QVERIFY2(words.contains(QStringLiteral("do not fit this network")), qPrintable(words));
    // Its cause removed, the same run resumes and is followed to its end.
    config = fromRandomWeights(config);
    config.input.short_side = config.input.long_side = 64;
    config.solver.iterations = 2;
    writeAtomically(run.config(), runConfigText(config));
    panel.resumeRun();
    QVERIFY(panel.follower().state() == RunFollower::State::Starting);
    QTRY_VERIFY_WITH_TIMEOUT(panel.follower().state() == RunFollower::State::Finished, test::patience);
    QCOMPARE(panel.charts()->losses()->pointCount(QStringLiteral("total")), 2);
  }
  void every_point_is_kept() {
    LiveChart chart(QStringLiteral("x"));
    for (int i = 0; i < 20000; ++i)
      chart.addPoint(QStringLiteral("a"), i, i % 100 == 0 ? std::nan("") : 1.0 * i);
    QCOMPARE(chart.pointCount(QStringLiteral("a")), 19800);
  }
};

ANCHOR_TEST_MAIN(TrainingUiTest, QApplication)
#include "tst_training_ui.moc"
