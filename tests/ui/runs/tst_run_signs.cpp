// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of runs beside their charts: alarms, checkpoints, smaller demands on memory, differences of
// configurations.
#include <QListWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/atomic_file.h"
#include "engine/config/run_config.h"
#include "tests/support/test_data.h"
#include "tests/ui/made_history.h"
#include "ui/runs/memory_ladder.h"
#include "ui/runs/run_alarms.h"
#include "ui/training/checkpoint_list.h"
#include "ui/training/compare_page.h"

using namespace anchor;
using test::evaluation, test::history, test::start, test::step;

class RunSignsTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;

 private Q_SLOTS:
  void a_loss_on_val_that_rises_is_told_once() {
    const auto alarms = [](std::initializer_list<std::pair<double, double>> measured, double lossLater) {
      RunHistory run = history(60);
      int at = 60;
      for (const auto& [loss, map] : measured) {
        run.add({start + 300, evaluation(at, map, loss)});
        for (int i = 0; i < 60; ++i) run.add({start + 300, step(++at, lossLater)});
      }
      return runAlarms(run).join(QLatin1Char(' '));
    };
    QVERIFY(alarms({{0.5, 0.5}, {0.52, 0.6}, {0.54, 0.7}}, 0.001).isEmpty());  // a little, for a short time
    const QString told = alarms({{0.5, 0.5}, {0.55, 0.6}, {0.6, 0.7}, {0.65, 0.8}}, 0.001);
    QVERIFY2(told.contains(QStringLiteral("0.500 at iteration 60 to 0.650")), qPrintable(told));
    // Nothing is learned by heart where the loss of training rises too; and where mAP fell as well, that is
    // said.
    QVERIFY(alarms({{0.5, 0.5}, {0.55, 0.6}, {0.6, 0.7}, {0.65, 0.8}}, 2).isEmpty());
    const QString fallen = alarms({{0.5, 0.5}, {0.55, 0.4}, {0.6, 0.3}, {0.65, 0.2}}, 0.001);
    QVERIFY(fallen.contains(QStringLiteral("mAP")) && !fallen.contains(QStringLiteral("loss")));
  }
  void a_few_steps_are_no_overfitting() {
    RunHistory run = history(8);
    for (const auto& [at, map] : {std::pair{2, 0.4}, {4, 0.3}, {6, 0.2}, {8, 0.1}})
      run.add({start + 2 * at, evaluation(at, map, 1.0 / (10 - at))});
    QVERIFY(runAlarms(run).isEmpty());
    // The same, once there was something to learn.
    for (int i = 9; i <= 160; ++i) run.add({start + 2 * i, step(i, 1.0 / i)});
    for (const auto& [at, map] : {std::pair{120, 0.09}, {160, 0.05}})
      run.add({start + 2 * at, evaluation(at, map)});
    QVERIFY(runAlarms(run).join(QLatin1Char(' ')).contains(QStringLiteral("overfitting")));
  }
  void checkpoints_are_listed_with_what_was_measured() {
    const RunFolder folder = createRunFolder(m_dir.path().toStdString(), "listed");
    for (const int iteration : {20, 40, 60, 80})
      writeAtomically(folder.checkpoint(iteration), std::string("x"));
    RunHistory run = history(80);
    // The highest mAP of all was measured where no checkpoint is.
    for (const auto& [at, map] : {std::pair{20, 0.25}, {30, 0.9}, {40, 0.7}, {60, 0.7}})
      run.add({start + 2 * at, evaluation(at, map)});
    QStringList words;
    for (const ListedCheckpoint& listed : listCheckpoints(folder, run)) words << listed.words();
    QCOMPARE(words, (QStringList{QStringLiteral("Iteration 80"), QStringLiteral("Iteration 60: mAP 0.700"),
                                 QStringLiteral("Iteration 40: mAP 0.700, the best"),
                                 QStringLiteral("Iteration 20: mAP 0.250")}));
    for (const ListedCheckpoint& listed : listCheckpoints(folder, history(80))) QVERIFY(!listed.best);
  }
  void skipped_images_are_named_and_many_are_counted() {
    RunHistory run = history(40);
    for (int i = 1; i <= 4; ++i)
      run.add({start + 10, WarningEvent{5, say("Image skipped (%1 so far): %2", i, "x.jpg: gone")}});
    QCOMPARE(runAlarms(run).size(), 4);
    for (int i = 5; i <= 900; ++i)
      run.add({start + 20, WarningEvent{9, say("Image skipped (%1 so far): %2", i, "y.jpg: gone")}});
    run.add({start + 20, WarningEvent{9, asTold("Another thing")}});
    const QStringList told = runAlarms(run);
    QCOMPARE(told.size(), 5);
    QVERIFY(told[2].startsWith(QStringLiteral("Image skipped (3 so far): x.jpg")));
    QCOMPARE(told[3], QStringLiteral("Another thing"));
    QVERIFY2(told[4].startsWith(QStringLiteral("897 more images")), qPrintable(told[4]));
  }
  void alarms_are_raised_and_fall_silent() {
    RunHistory run = history(40);
    QVERIFY(runAlarms(run).isEmpty());
    const std::string warning = "No image is in val or test, so mAP cannot be computed";
    RunHistory warned = history(40);
    for (const int at : {10, 20}) warned.add({start + 2 * at, WarningEvent{at, warning}});
    QCOMPARE(runAlarms(warned), QStringList{QString::fromStdString(warning)});
    for (int i = 41; i <= 60; ++i) {
      QVERIFY(runAlarms(run).isEmpty());
      IterationEvent e = step(i, 1);
      e.roi_fg = 0;
      run.add({start + 2 * i, e});
    }
    QVERIFY(runAlarms(run).join(QLatin1Char(' ')).contains(QStringLiteral("No RoI was foreground")));
    run.add({start + 200, step(61, 1)});
    QVERIFY(runAlarms(run).isEmpty());
    IterationEvent still = step(62, 1);
    still.learning_rate = 0;
    run.add({start + 202, still});
    QVERIFY(runAlarms(run).join(QLatin1Char(' ')).contains(QStringLiteral("learning rate has been 0")));
    run.add({start + 204, step(63, 1)});
    for (const double map : {0.5, 0.7, 0.6, 0.55}) run.add({start + 300, evaluation(63, map)});
    QVERIFY(runAlarms(run).isEmpty());  // two worse ones are no trend yet
    run.add({start + 300, evaluation(64, 0.5)});
    QVERIFY(runAlarms(run).join(QLatin1Char(' ')).contains(QStringLiteral("0.700")));
    run.add({start + 300, evaluation(65, 0.72)});
    QVERIFY(runAlarms(run).isEmpty());
  }
  void the_memory_ladder_goes_down_in_steps() {
    RunConfig config;
    config.solver.batch = 4;
    config.solver.accumulate = 1;
    config.input.short_side = 600;
    config.input.long_side = 1000;
    config.device = "auto";
    auto lighter = lighterRun(config);
    QVERIFY(lighter && lighter->config.solver.batch == 2 && lighter->config.solver.accumulate == 2);
    lighter = lighterRun(lighter->config);
    QVERIFY(lighter && lighter->config.solver.batch == 1 && lighter->config.solver.accumulate == 4);
    lighter = lighterRun(lighter->config);
    QVERIFY(lighter && lighter->config.input.short_side == 448 && lighter->config.input.long_side == 744);
    lighter = lighterRun(lighter->config);
    QVERIFY(lighter && lighter->config.input.short_side == 336);
    lighter = lighterRun(lighter->config);
    QVERIFY(lighter && lighter->config.input.short_side == 320);
    lighter = lighterRun(lighter->config);
    QVERIFY(lighter && lighter->config.device == "cpu");
    QVERIFY(!lighterRun(lighter->config));
  }
  void compared_runs_say_where_they_differ() {
    QStringList folders;
    for (const double rate : {0.01, 0.02}) {
      const RunFolder run = createRunFolder(m_dir.path().toStdString(), "compare");
      RunConfig config;
      config.classes = {"a"};
      config.solver.learning_rate = static_cast<float>(rate);
      config.solver.iterations = rate < 0.015 ? 100 : 300;
      writeAtomically(run.config(), runConfigText(config));
      EventWriter writer(run.events());
      writer.write(StartedEvent{0, 100, 1, 5, "cpu", "0"});
      writer.write(step(1, rate));
      folders << QString::fromStdString(run.path().string());
    }
    const RunHistory own = history(3);
    ComparePage page(nullptr);
    page.setRuns(folders, folders[0], &own);
    QCOMPARE(page.tracks().size(), 1);
    auto* list = page.findChild<QListWidget*>(QStringLiteral("compareRuns"));
    QSignalSpy changed(&page, &ComparePage::tracksChanged);
    list->item(1)->setCheckState(Qt::Checked);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(page.tracks().size(), 2);
    QTRY_COMPARE(page.tracks()[1].history->iterations().size(), size_t{1});
    auto* table = page.findChild<QTableWidget*>(QStringLiteral("configDifferences"));
    QStringList rows;
    for (int row = 0; row < table->rowCount(); ++row) rows << table->item(row, 0)->text();
    QVERIFY(rows.contains(QStringLiteral("solver.learning_rate")) &&
            rows.contains(QStringLiteral("solver.iterations")));
    QCOMPARE(table->item(static_cast<int>(rows.indexOf(QStringLiteral("solver.iterations"))), 2)->text(),
             QStringLiteral("300"));
    QVERIFY(!rows.contains(QStringLiteral("solver.momentum")));
    list->item(1)->setCheckState(Qt::Unchecked);
    QCOMPARE(page.tracks().size(), 1);
    QCOMPARE(table->rowCount(), 0);
  }
};

ANCHOR_TEST_MAIN(RunSignsTest, QApplication)
#include "tst_run_signs.moc"
