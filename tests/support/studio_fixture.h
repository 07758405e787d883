// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDir>
#include <QSettings>
#include <QStandardPaths>
#include <QtTest>

#include "app/project_run/lint_rules.h"
#include "app/project_run/project_run.h"
#include "tests/support/test_data.h"
#include "ui/shared/background_task.h"
#include "ui/shared/language.h"
#include "ui/style/theme.h"
#include "ui/window/main_window.h"

namespace anchor::test {

/// English; for the manual's pictures (docs/make_pictures.sh) the language of ANCHOR_TEST_LANGUAGE.
inline QString usualLanguage() { return qEnvironmentVariable("ANCHOR_TEST_LANGUAGE", QStringLiteral("en")); }
/// Whether English words are shown; in another language they are not looked for.
inline bool says(const QString& shown, const QString& words) {
  return usualLanguage() != QLatin1String("en") || shown.contains(words);
}

/// The real window with the real engine program; settings go to a folder of their own.
inline std::unique_ptr<MainWindow> studio() {
  QStandardPaths::setTestModeEnabled(true);
  QCoreApplication::setOrganizationName(QStringLiteral("AnchorStudioTest"));
  QSettings().clear();
  if (qEnvironmentVariableIsSet("ANCHOR_TEST_LANGUAGE")) language::use(usualLanguage());
  auto window = std::make_unique<MainWindow>(StudioServices{
      QStringLiteral(PROGRAM_FOLDER "/anchor-engine"),
      [](const ProjectStore& project, const RunConfig& config) { return prepareRun(project, config); },
      lintRulesFor});
  window->resize(1360, 860);
  window->show();
  return window;
}

/// The dark theme, in a language, as long as it lives; then light and English again, also where a test fails.
struct DarkLook {
  explicit DarkLook(const QString& name = usualLanguage()) {
    theme::apply(theme::Mode::Dark);
    language::use(name);
  }
  ~DarkLook() {
    language::use(usualLanguage());
    theme::apply(theme::Mode::Light);
  }
  Q_DISABLE_COPY_MOVE(DarkLook)
};

inline void screenshot(QWidget* widget, const char* name) {
  QDir().mkpath(QStringLiteral(SCREENSHOT_FOLDER));
  QTest::qWait(60);
  const QString scale = qEnvironmentVariable("QT_SCALE_FACTOR");
  const QString file = QLatin1String(name) + (scale.isEmpty() ? QString() : QStringLiteral("_x") + scale);
  QVERIFY(widget->grab().save(QStringLiteral(SCREENSHOT_FOLDER "/%1.png").arg(file)));
}

/// Also for work that begins where other work is concluded: a task is done before that is told.
inline void waitForBackground() {
  for (int quiet = 0; quiet < 3; quiet = backgroundIdle() ? quiet + 1 : 0) {
    QTRY_VERIFY_WITH_TIMEOUT(backgroundIdle(), patience);
    QCoreApplication::processEvents();
  }
}
inline void waitForImage(MainWindow& window) {
  waitForBackground();
  QTRY_VERIFY_WITH_TIMEOUT(!window.canvas()->imageSize().isEmpty(), patience);
}

inline QPoint onCanvas(MainWindow& window, double x, double y) {
  return window.canvas()->view().toWidget(QPointF(x, y)).toPoint();
}

inline void drag(MainWindow& window, QPointF from, QPointF to) {
  QWidget* canvas = window.canvas();
  const QPoint a = onCanvas(window, from.x(), from.y());
  const QPoint b = onCanvas(window, to.x(), to.y());
  QTest::mousePress(canvas, Qt::LeftButton, {}, a);
  QTest::mouseMove(canvas, (a + b) / 2);
  QTest::mouseMove(canvas, b);
  QTest::mouseRelease(canvas, Qt::LeftButton, {}, b);
}

inline void trigger(MainWindow& window, const char* action) {
  window.findChild<QAction*>(QLatin1String(action))->trigger();
}

}  // namespace anchor::test
