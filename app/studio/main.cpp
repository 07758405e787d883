// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QTimer>
#include <cstdio>
#include <optional>

#include "app/project_run/lint_rules.h"
#include "app/project_run/project_run.h"
#include "app/studio/headless.h"
#include "app/studio/studio.h"
#include "app/studio/turn_watch.h"
#include "app/studio/widget_map.h"
#include "ui/shared/language.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace {

/// What stands on the command line.
struct Arguments {
  QString headless, iterations, language;
  QStringList paths;
  bool quitWhenReady = false;
};

Arguments argumentsOf(const QApplication& app) {
  QCommandLineParser parser;
  parser.setApplicationDescription(
      QStringLiteral("Labels boxes, trains Faster R-CNN detectors and shows why they see what they see."));
  parser.addHelpOption();
  parser.addVersionOption();
  const QCommandLineOption headless(
      QStringLiteral("headless"),
      QStringLiteral(
          "Do the main job on the bundled sample without windows and write the results into FOLDER."),
      QStringLiteral("FOLDER"));
  const QCommandLineOption iterations(QStringLiteral("iterations"),
                                      QStringLiteral("Iterations of the headless run."), QStringLiteral("N"),
                                      QStringLiteral("2000"));
  const QCommandLineOption quit(
      QStringLiteral("quit-when-ready"),
      QStringLiteral("Close as soon as the window can be used; measures the start."));
  const QCommandLineOption language(
      QStringLiteral("language"), QStringLiteral("Interface language: en or zh_CN."), QStringLiteral("NAME"));
  parser.addOptions({headless, iterations, quit, language});
  parser.addPositionalArgument(
      QStringLiteral("path"),
      QStringLiteral("What to open: a project (its folder or project.anchor), images, a folder of images, or "
                     "a data set."),
      QStringLiteral("[path...]"));
  parser.process(app);
  return {parser.value(headless), parser.value(iterations), parser.value(language),
          parser.positionalArguments(), parser.isSet(quit)};
}

int runHeadless(const Arguments& arguments) {
  bool number = false;
  const int count = arguments.iterations.toInt(&number);
  if (number && count >= 1)
    return anchor::runHeadless(arguments.headless, anchor::EngineLauncher::defaultProgram(), count);
  std::fprintf(stderr, "--iterations takes a whole number from 1 on, not \"%s\".\n",
               qUtf8Printable(arguments.iterations));
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  const anchor::TurnWatch app(argc, argv);
  QApplication::setApplicationName(QStringLiteral("anchor-studio"));
  QApplication::setOrganizationName(QStringLiteral("AnchorStudio"));
  QApplication::setApplicationVersion(QString::fromStdString(anchor::programVersion()));
  const Arguments arguments = argumentsOf(app);
  if (!arguments.headless.isEmpty()) return runHeadless(arguments);

  anchor::language::use(arguments.language.isEmpty() ? anchor::language::chosen() : arguments.language);
  anchor::theme::applyChosen();
  QApplication::setWindowIcon(anchor::programIcon());

  anchor::Studio studio({anchor::EngineLauncher::defaultProgram(),
                         [](const anchor::ProjectStore& project, const anchor::RunConfig& config) {
                           return anchor::prepareRun(project, config);
                         },
                         anchor::lintRulesFor});
  std::optional<anchor::WidgetMap> map;
  if (const QString file = qEnvironmentVariable("ANCHOR_WIDGET_MAP"); !file.isEmpty()) map.emplace(file);
  studio.openFirst(arguments.paths);
  if (arguments.quitWhenReady) QTimer::singleShot(0, &app, &QApplication::quit);
  return QApplication::exec();
}
