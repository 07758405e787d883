// SPDX-License-Identifier: GPL-3.0-or-later
// P11 and P13 of the reliability list: an engine that crashes, hangs, runs out of memory or falls silent
// never harms the studio, which says so in time; and nothing outlives its owner.
#include <QElapsedTimer>
#include <QMenu>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "app/project_run/project_run.h"
#include "datasets/sample/sample_project.h"
#include "tests/support/test_data.h"
#include "ui/training/training_panel.h"

using namespace anchor;

class EngineFaultsTest : public QObject {
  Q_OBJECT
  using State = RunFollower::State;
  QTemporaryDir m_dir;
  std::unique_ptr<ProjectStore> m_project;
  RunFolder newRun() const {
    RunConfig config = presetByName("tiny-from-scratch").config;
    config.network.width = 0.25F;
    config.input.short_side = 64;
    config.solver.iterations = 100000;
    config.evaluate_every = 0;
    config.checkpoint_every = 2;
    return prepareRun(*m_project, config);
  }
  /// A panel that follows a run whose engine has the fault.
  struct Shown {
    TrainingPanel panel{EngineLauncher(QStringLiteral(PROGRAM_FOLDER "/anchor-engine")), nullptr};
    RunFolder run;
    explicit Shown(RunFolder folder) : run(std::move(folder)) {}
  };
  std::unique_ptr<Shown> train(const char* fault) {
    auto shown = std::make_unique<Shown>(newRun());
    qputenv("ANCHOR_ENGINE_FAULT", fault);
    shown->panel.followerObject()->setLeastPatience(1);
    shown->panel.start(shown->run);
    qunsetenv("ANCHOR_ENGINE_FAULT");
    return shown;
  }

 private Q_SLOTS:
  void initTestCase() {
    m_project = createSampleProject(m_dir.filePath(QStringLiteral("p")).toStdString(), {8}, {});
  }

  void a_run_that_cannot_be_written_leaves_nothing() {
    ProjectEdit edit = m_project->edit("Rename a class");
    edit.renameClass(m_project->classes().front().id, "\xB9");
    edit.commit();
    QVERIFY_THROWS_EXCEPTION(UserError, newRun());
    QVERIFY(std::filesystem::is_empty(m_project->runsFolder()));
    QVERIFY(m_project->undo().has_value());
    RunConfig config = presetByName("tiny-from-scratch").config;
    config.weights = "\xB9.pth";
    QVERIFY_THROWS_EXCEPTION(UserError, prepareRun(*m_project, config));
    QVERIFY(std::filesystem::is_empty(m_project->runsFolder()));
  }
  void p11_an_engine_that_ends_is_told_within_two_seconds_data() {
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<QString>("words");
    QTest::newRow("abort") << QByteArray("abort@5") << QStringLiteral("ended unexpectedly");
    QTest::newRow("segv") << QByteArray("segv@5") << QStringLiteral("ended unexpectedly");
    QTest::newRow("garbage") << QByteArray("garbage@5") << QStringLiteral("ended unexpectedly");
    QTest::newRow("memory") << QByteArray("memory@5") << QStringLiteral("memory was not enough");
  }
  void p11_an_engine_that_ends_is_told_within_two_seconds() {
    QFETCH(QByteArray, fault);
    QFETCH(QString, words);
    const auto shown = train(fault.constData());
    const RunFollower& follower = shown->panel.follower();
    QTRY_VERIFY_WITH_TIMEOUT(!follower.history().iterations().empty(), 60000);
    QTRY_VERIFY_WITH_TIMEOUT(!shown->run.isAlive(), 30000);
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT(!follower.alive(), 10000);
    QVERIFY2(clock.elapsed() <= 2000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY2(follower.trouble().contains(words), qPrintable(follower.trouble()));
    QCOMPARE(follower.history().iterations().back().iteration, 5);
    // And it goes on from the last checkpoint as if nothing had been.
    auto* resume = shown->panel.findChild<QPushButton*>(QStringLiteral("resumeButton"));
    QVERIFY(resume->isEnabled());
    QTest::mouseClick(resume, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(follower.history().iterations().back().iteration >= 8, 60000);
    QTest::mouseClick(shown->panel.findChild<QPushButton*>(QStringLiteral("stopButton")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(follower.state() == State::Stopped, 30000);
    int iteration = 0;
    for (const IterationEvent& e : follower.history().iterations()) QCOMPARE(e.iteration, ++iteration);
  }
  void p11_an_engine_that_hangs_is_told_and_can_be_ended_data() {
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("hang") << QByteArray("hang@5");
    QTest::newRow("silence") << QByteArray("silence@5");
  }
  void p11_an_engine_that_hangs_is_told_and_can_be_ended() {
    QFETCH(QByteArray, fault);
    const auto shown = train(fault.constData());
    const RunFollower& follower = shown->panel.follower();
    QTRY_VERIFY_WITH_TIMEOUT(follower.history().iterations().size() == 5, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(follower.silent(), static_cast<int>(1000 * follower.patience()) + 5000);
    QVERIFY(follower.alive());
    const auto* words = shown->panel.findChild<QLabel*>(QStringLiteral("zeroMap"));
    QTRY_VERIFY2(words->text().contains(QStringLiteral("may hang")), qPrintable(words->text()));
    auto* more = shown->panel.findChild<QMenu*>(QStringLiteral("moreMenu"));
    Q_EMIT more->aboutToShow();
    auto* end = more->findChild<QAction*>(QStringLiteral("moreEnd"));
    if (end == nullptr) end = shown->panel.findChild<QAction*>(QStringLiteral("moreEnd"));
    QVERIFY(end != nullptr && end->isEnabled());
    end->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(follower.state() == State::Died, 5000);
    QVERIFY(!follower.silent());
    QTRY_VERIFY(!words->text().contains(QStringLiteral("may hang")));
    QVERIFY(!shown->run.isAlive());
  }
  void p13_a_serving_engine_ends_with_its_owner() {
    QProcess serve;
    serve.start(QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), {QStringLiteral("serve")});
    QVERIFY(serve.waitForStarted());
    QTest::qWait(500);
    serve.closeWriteChannel();  // what the kernel does when the studio is killed
    QElapsedTimer clock;
    clock.start();
    QVERIFY(serve.waitForFinished(10000));
    QVERIFY2(clock.elapsed() <= 2000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(serve.exitCode(), 0);
  }
};

ANCHOR_TEST_MAIN(EngineFaultsTest, QApplication)
#include "tst_engine_faults.moc"
