#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>
#include <map>

#include "app/project_run/project_run.h"
#include "datasets/sample/sample_project.h"
#include "engine/export/weights_export.h"
#include "engine/run/line_reader.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

class KillsTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
 private Q_SLOTS:
  void no_acknowledged_edit_is_lost_in_50_kills() {
    const fs::path folder = fs::path(m_dir.path().toStdString()) / "edits";
    {
      auto store = ProjectStore::create(folder);
      store->addClass("a");
      store->addImported({{"/n/a.jpg", 100, 80, "train", "", false, {}}}, "test", {});
    }
    std::map<int64_t, bool> acknowledged;
    for (int kill = 0; kill < 50; ++kill) {
      QProcess child;
      child.start(QStringLiteral(PROGRAM_FOLDER "/../tests/edit_loop"),
                  {QString::fromStdString(folder.string())});
      QVERIFY(child.waitForStarted());
      QVERIFY(child.waitForReadyRead(10000));
      QTest::qWait(static_cast<int>(QRandomGenerator::global()->bounded(25)));
      child.kill();
      child.waitForFinished();
      const auto lines = child.readAllStandardOutput().split('\n');
      for (qsizetype i = 0; i + 1 < lines.size(); ++i) {  // what follows the last newline was not said
        const auto parts = lines[i].split(' ');
        acknowledged[parts[0].toLongLong()] = parts[1] == "1";
      }
      auto store = ProjectStore::open(folder);
      std::map<int64_t, bool> present;
      for (const LabelBox& box : store->boxes(store->images()[0].id)) present[box.id] = true;
      // Each line speaks of one edit that was on the disk before it was printed; only its removal can come
      // later.
      for (const auto& [id, there] : acknowledged)
        QVERIFY2(present.contains(id) == there,
                 qPrintable(QStringLiteral("box %1 after kill %2").arg(id).arg(kill)));
    }
    QVERIFY(acknowledged.size() > 200);
  }
  void the_newest_checkpoint_loads_after_each_of_20_kills() {
    const fs::path folder = fs::path(m_dir.path().toStdString()) / "sample";
    auto project = createSampleProject(folder, {20}, {});
    RunConfig config = presetByName("tiny-from-scratch").config;
    config.network.width = 0.25F;
    config.input.short_side = 64;
    config.network.head_hidden = 1024;  // makes the checkpoint large, so that kills fall into its writing
    config.solver.iterations = 100000;
    config.checkpoint_every = 1;
    config.evaluate_every = 0;
    const RunFolder run = prepareRun(*project, config);
    int resumedAt = 0;
    int torn = 0;
    for (int kill = 0; kill < 20; ++kill) {
      QProcess engine;
      engine.setStandardOutputFile(QProcess::nullDevice());
      engine.start(QStringLiteral(PROGRAM_FOLDER "/anchor-engine"),
                   {QStringLiteral("train"), QString::fromStdString(run.path().string())});
      QVERIFY(engine.waitForStarted());
      const auto newest = [&] {
        return run.finishedCheckpoints().empty() ? fs::path() : run.finishedCheckpoints().back();
      };
      const fs::path before = newest();
      QTRY_VERIFY_WITH_TIMEOUT(newest() != before, 30000);
      QTest::qWait(static_cast<int>(QRandomGenerator::global()->bounded(120)));
      engine.kill();
      engine.waitForFinished();
      for (const auto& entry : fs::directory_iterator(run.checkpoints()))
        torn += entry.path().extension() == ".part" ? 1 : 0;
      exportWeights(newest(), folder / "weights.safetensors");  // reads and checks the whole checkpoint
      QVERIFY(!run.isAlive());
    }
    int started = 0;
    LineReader events(run.events());
    for (const std::string& line : events.readNew()) {
      const auto event = parseEventLine(line);
      if (!event || !std::holds_alternative<StartedEvent>(event->body)) continue;
      const int at = std::get<StartedEvent>(event->body).iteration;
      QVERIFY(at >= resumedAt);
      resumedAt = at;
      ++started;
    }
    QCOMPARE(started, 20);
    QVERIFY(resumedAt >= 19);
    qInfo("kills that fell into the writing of a checkpoint: %d", torn);
  }
};

ANCHOR_TEST_MAIN(KillsTest, QCoreApplication)
#include "tst_kills.moc"
