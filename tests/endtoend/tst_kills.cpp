// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDeadlineTimer>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>
#include <map>

#include "app/project_run/project_run.h"
#include "datasets/sample/sample_project.h"
#include "engine/base/line_reader.h"
#include "engine/export/weights_export.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

class KillsTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  /// More of them as a measurement: ANCHOR_KILLS=1000.
  static int killsOr(int usual) {
    const int asked = qEnvironmentVariableIntValue("ANCHOR_KILLS");
    return asked > 0 ? asked : usual;
  }
  static int halfWritten(const RunFolder& run) {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(run.checkpoints()))
      count += entry.path().extension() == ".part" ? 1 : 0;
    return count;
  }

 private Q_SLOTS:
  void acceptance_01_no_acknowledged_edit_is_lost_when_the_studio_is_killed() {
    const fs::path folder = fs::path(m_dir.path().toStdString()) / "edits";
    const QString photo = m_dir.filePath(QStringLiteral("photo.png"));
    QImage image(320, 240, QImage::Format_RGB32);
    image.fill(Qt::gray);
    QVERIFY(image.save(photo));
    {
      auto store = ProjectStore::create(folder);
      ProjectEdit edit = store->edit("class");
      edit.addClass("a");
      edit.commit();
      store->addImported({{photo.toStdString(), 320, 240, "train", "", false, {}}}, "test", {});
    }
    constexpr double removed = -1;
    std::map<int64_t, double> acknowledged;  // left edge by box
    const int kills = killsOr(50);
    for (int kill = 0; kill < kills; ++kill) {
      QProcess studio;
      // A killed program leaves its temporary folders behind.
      QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
      environment.insert(QStringLiteral("TMPDIR"), m_dir.path());
      studio.setProcessEnvironment(environment);
      studio.start(QStringLiteral(PROGRAM_FOLDER "/../tests/edit_studio"),
                   {QString::fromStdString(folder.string())});
      QVERIFY(studio.waitForStarted());
      QVERIFY2(studio.waitForReadyRead(test::patience), studio.readAllStandardError().constData());
      QTest::qWait(static_cast<int>(QRandomGenerator::global()->bounded(60)));
      studio.kill();
      studio.waitForFinished();
      const auto lines = studio.readAllStandardOutput().split('\n');
      for (qsizetype i = 0; i + 1 < lines.size(); ++i) {  // what follows the last newline was not said
        const auto parts = lines[i].split(' ');
        acknowledged[parts[0].toLongLong()] = parts[1].toDouble();
      }
      auto store = ProjectStore::open(folder);
      std::map<int64_t, double> present;
      for (const LabelBox& box : store->boxes(store->images()[0].id)) present[box.id] = box.x1;
      for (const auto& [id, x1] : acknowledged) {
        const bool same =
            x1 == removed ? !present.contains(id) : present.contains(id) && std::abs(present[id] - x1) < 1e-5;
        QVERIFY2(same, qPrintable(QStringLiteral("box %1 after kill %2").arg(id).arg(kill)));
      }
    }
    qInfo("kills: %d, acknowledged edits: %zu", kills, acknowledged.size());
    QVERIFY(acknowledged.size() >= 50);
  }
  void the_newest_checkpoint_loads_after_each_kill() {
    const int kills = killsOr(20);
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
    for (int kill = 0; kill < kills; ++kill) {
      QProcess engine;
      engine.setStandardOutputFile(QProcess::nullDevice());
      engine.start(QStringLiteral(PROGRAM_FOLDER "/anchor-engine"),
                   {QStringLiteral("train"), QString::fromStdString(run.path().string())});
      QVERIFY(engine.waitForStarted());
      const auto newest = [&] {
        return run.finishedCheckpoints().empty() ? fs::path() : run.finishedCheckpoints().back();
      };
      const fs::path before = newest();
      QTRY_VERIFY_WITH_TIMEOUT(newest() != before, test::patience);
      // Every second one while the next checkpoint is being written, the others at any time.
      if (kill % 2 == 0)
        QTest::qWait(static_cast<int>(QRandomGenerator::global()->bounded(120)));
      else
        for (const QDeadlineTimer patience(10000); halfWritten(run) == 0 && !patience.hasExpired();) continue;
      engine.kill();
      engine.waitForFinished();
      torn += halfWritten(run);
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
    QCOMPARE(started, kills);
    QVERIFY(torn > 0);
    QVERIFY(resumedAt >= kills - 1);
    qInfo("kills: %d, of which fell into the writing of a checkpoint: %d", kills, torn);
  }
};

ANCHOR_TEST_MAIN(KillsTest, QGuiApplication)
#include "tst_kills.moc"
