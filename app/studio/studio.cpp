// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"

#include <QApplication>

#include "ui/shared/language.h"
#include "ui/shared/on_screen.h"
#include "ui/shared/settings.h"
#include "ui/start/recent_projects.h"

namespace anchor {

Studio::Studio(StudioServices services) : m_services(std::move(services)) {
  qApp->installEventFilter(new OnScreen(this));
  makeWindow();
}

void Studio::makeWindow() {
  m_window = std::make_unique<MainWindow>(m_services);
  // Queued: the menu that was clicked belongs to the window that goes.
  connect(m_window.get(), &MainWindow::languageChosen, this, &Studio::takeLanguage, Qt::QueuedConnection);
  m_window->show();
}

void Studio::openFirst(const QStringList& given) {
  const QStringList known = recent::projects();
  if (!given.isEmpty())
    m_window->openPaths(given);
  else if (!known.isEmpty() && !recent::wasClosed() && Settings::yes(setting::openLast))
    m_window->openProject(known.first());
}

void Studio::takeLanguage(const QString& name) {
  const std::optional<MainWindow::Place> place = m_window->leave();
  if (!place) return;
  language::remember(name);
  language::use(name);
  const bool quits = QGuiApplication::quitOnLastWindowClosed();
  QGuiApplication::setQuitOnLastWindowClosed(false);
  m_window.reset();
  makeWindow();
  QGuiApplication::setQuitOnLastWindowClosed(quits);
  m_window->enter(*place);
}

}  // namespace anchor
