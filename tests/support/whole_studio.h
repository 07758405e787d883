// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/studio/studio.h"
#include "tests/support/studio_fixture.h"
#include "ui/shared/language.h"
#include "ui/style/theme.h"

namespace anchor::test {

/// Settings, language and theme of somebody who never used the program.
inline void freshPerson() {
  QStandardPaths::setTestModeEnabled(true);
  QCoreApplication::setOrganizationName(QStringLiteral("AnchorStudioTest"));
  QSettings().clear();
  language::use(QStringLiteral("en"));
  theme::apply(theme::Mode::Light);
}

/// The studio as its program makes it: window, welcome page, language.
inline std::unique_ptr<Studio> wholeStudio() {
  auto studio = std::make_unique<Studio>(StudioServices{
      QStringLiteral(PROGRAM_FOLDER "/anchor-engine"),
      [](const ProjectStore& project, const RunConfig& config) { return prepareRun(project, config); },
      lintRulesFor});
  studio->window()->resize(1360, 860);
  return studio;
}

/// Opens a new sample project of twelve images.
inline void makeSample(MainWindow& window, const QString& folder) {
  window.createSample(folder, 12);
  QTRY_VERIFY_WITH_TIMEOUT(window.session()->isOpen() && window.session()->images().size() == 12, patience);
  waitForImage(window);
}

}  // namespace anchor::test
