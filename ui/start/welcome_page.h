// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCommandLinkButton>
#include <QLabel>
#include <QListWidget>

namespace anchor {

/// What stands in the middle of the window while no project is open: new, open, sample, the projects opened
/// last, the tour and the manual.
class WelcomePage : public QWidget {
  Q_OBJECT
 public:
  explicit WelcomePage(QWidget* parent);
  /// Reads the list of recent projects again.
  void refresh();

 Q_SIGNALS:
  void newWanted();
  void openWanted();
  void tourWanted();
  void manualWanted();
  void projectChosen(const QString& folder);

 private:
  QCommandLinkButton* choice(const char* name, const QString& title, const QString& words,
                             void (WelcomePage::*signal)());
  QListWidget* m_recent;
  QLabel* m_recentTitle;
};

}  // namespace anchor
