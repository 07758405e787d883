// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/headless.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QProcess>
#include <cstdio>

#include "app/project_run/project_run.h"
#include "app/studio/headless_report.h"
#include "datasets/sample/sample_project.h"
#include "ui/charts/run_charts.h"
#include "ui/runs/engine_launcher.h"
#include "ui/runs/run_follower.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

void say(const QString& line) {
  std::printf("%s\n", qUtf8Printable(line));
  std::fflush(stdout);
}

/// Runs the engine and gives what it printed; throws with its own words when it fails.
QJsonDocument engine(const QString& program, const QStringList& arguments) {
  QProcess process;
  process.start(program, arguments);
  if (!process.waitForFinished(-1) || process.exitCode() != 0)
    throw std::runtime_error(process.readAllStandardError().toStdString());
  return QJsonDocument::fromJson(process.readAllStandardOutput());
}

void follow(RunFollower& follower, const RunFolder& run) {
  QEventLoop loop;
  int told = 0;
  size_t evaluations = 0;
  QObject::connect(&follower, &RunFollower::advanced, &loop, [&] {
    const RunHistory& history = follower.history();
    if (!history.iterations().empty() && history.iterations().back().iteration >= told + 100) {
      const IterationEvent& last = history.iterations().back();
      told = last.iteration / 100 * 100;
      say(QStringLiteral("  iteration %1 of %2, loss %3, about %4 minutes left")
              .arg(last.iteration)
              .arg(history.started()->iterations)
              .arg(last.losses.total, 0, 'f', 3)
              .arg(history.secondsLeft().value_or(0) / 60, 0, 'f', 1));
    }
    for (; evaluations < history.evaluations().size(); ++evaluations)
      say(QStringLiteral("  mAP@0.5 on val: %1").arg(history.evaluations()[evaluations].voc12, 0, 'f', 3));
  });
  QObject::connect(&follower, &RunFollower::stateChanged, &loop, [&] {
    if (!follower.alive()) loop.quit();
  });
  follower.follow(run, true);
  if (follower.alive()) loop.exec();
}

void saveCharts(const RunHistory& history, const QString& folder) {
  RunCharts charts;
  charts.update(history);
  charts.losses()->savePng(folder + QStringLiteral("/losses.png"), 1000, 420);
  charts.accuracy()->savePng(folder + QStringLiteral("/accuracy.png"), 1000, 420);
  charts.rate()->savePng(folder + QStringLiteral("/rate.png"), 1000, 260);
  charts.speed()->savePng(folder + QStringLiteral("/speed.png"), 1000, 260);
}

QStringList savePictures(const ProjectStore& project, const QString& run, const QString& program,
                         const QString& folder) {
  QStringList paths;
  QList<QList<QRectF>> labels;
  for (const ImageEntry& image : project.images()) {
    if (image.split != "test" || paths.size() >= 8) continue;
    paths << text(project.absolutePath(image).string());
    labels.emplace_back();
    for (const LabelBox& box : project.boxes(image.id))
      labels.back() << QRectF(QPointF(box.x1, box.y1), QPointF(box.x2, box.y2));
  }
  const QJsonDocument answer = engine(
      program, QStringList{QStringLiteral("detect"), run} + paths + QStringList{QStringLiteral("--json")});
  QStringList names;
  for (int i = 0; i < paths.size(); ++i) {
    names << QStringLiteral("detections_%1.png").arg(i + 1);
    savePicture(paths[i], answer.array()[i].toObject()[QLatin1String("detections")].toArray(), labels[i],
                folder + QLatin1Char('/') + names.back());
  }
  return names;
}

}  // namespace

int runHeadless(const QString& folder, const QString& engineProgram, int iterations) {
  try {
    QElapsedTimer clock;
    clock.start();
    const QString target = QDir(folder).absolutePath();
    if (QDir(target).exists() && !QDir(target).isEmpty()) {
      say(QStringLiteral("%1 is not empty. Name another folder: ./studio --headless FOLDER").arg(target));
      return 2;
    }
    QDir().mkpath(target);
    say(QStringLiteral("Painting the sample: 240 images, 4 classes"));
    const auto project = createSampleProject((target + QStringLiteral("/project")).toStdString(), {}, {});
    RunConfig config = presetByName("tiny-from-scratch").config;
    config.solver.iterations = iterations;
    config.evaluate_every = std::max(1, iterations / 3);
    const RunFolder run = prepareRun(*project, fromRandomWeights(config));
    const QString runPath = text(run.path().string());
    say(QStringLiteral("Training %1 for %2 iterations from random weights")
            .arg(text(config.preset))
            .arg(iterations));
    const QString trouble = EngineLauncher(engineProgram).train(run);
    if (!trouble.isEmpty()) throw std::runtime_error(trouble.toStdString());
    RunFollower follower(nullptr);
    follow(follower, run);
    if (follower.state() != RunFollower::State::Finished)
      throw std::runtime_error(follower.trouble().toStdString());

    say(QStringLiteral("Evaluating on the held-out images"));
    const QJsonObject evaluation =
        engine(engineProgram, {QStringLiteral("evaluate"), runPath, QStringLiteral("--split"),
                               QStringLiteral("test"), QStringLiteral("--json")})
            .object();
    saveCharts(follower.history(), target);
    engine(engineProgram,
           {QStringLiteral("export"), runPath, target + QStringLiteral("/weights.safetensors")});
    writeReport(target, follower.history(), evaluation,
                savePictures(*project, runPath, engineProgram, target));
    say(QStringLiteral("mAP@0.5 on %1 held-out images: %2 (COCO %3), after %4 minutes in all")
            .arg(evaluation[QLatin1String("images")].toInt())
            .arg(evaluation[QLatin1String("voc_map")].toDouble(), 0, 'f', 3)
            .arg(evaluation[QLatin1String("coco_map")].toDouble(), 0, 'f', 3)
            .arg(double(clock.elapsed()) / 60000, 0, 'f', 1));
    say(QStringLiteral("Report: %1/report.html").arg(target));
    say(QStringLiteral("Charts, detections and weights.safetensors lie beside it; the project is %1/project")
            .arg(target));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
  }
}

}  // namespace anchor
