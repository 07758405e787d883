// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>
#include <QPushButton>

namespace anchor {

class RecentList;
class WelcomeCard;

/// What stands in the middle of the window while no project is open: one's own images, the sample, a project,
/// the projects opened last. Takes files and folders that are dropped on it.
class WelcomePage : public QWidget {
  Q_OBJECT
 public:
  explicit WelcomePage(QWidget* parent);
  /// Reads the list of recent projects again.
  void refresh();

 Q_SIGNALS:
  void imagesWanted();
  void tourWanted();
  void openWanted();
  void newWanted();
  void manualWanted();
  void projectChosen(const QString& folder);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QLayout* cards();
  QLayout* links();
  WelcomeCard* card(const char* name, const char* sign, const QString& title, const QString& words,
                    void (WelcomePage::*signal)());
  QPushButton* link(const char* name, const QString& title, const QString& words,
                    void (WelcomePage::*signal)());
  void dress();
  QLabel *m_title, *m_subtitle, *m_recentTitle;
  RecentList* m_recent;
};

}  // namespace anchor
