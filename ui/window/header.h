// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAction>
#include <QLabel>
#include <QToolButton>
#include <array>

#include "ui/window/workspace.h"

namespace anchor {

/// The line under the menus: the project, the four workspaces, the run that goes on, and the way out of the
/// program for a model.
class Header : public QWidget {
  Q_OBJECT
 public:
  explicit Header(QWidget* parent);
  void setProject(const QString& name, const QString& size);
  void showWorkspace(Workspace workspace);
  /// The run that is shown; an empty name: there is none. `alive`: an engine works on it.
  void setRun(const QString& words, bool alive);
  void setExport(QAction* action);
  [[nodiscard]] QWidget* exportButton() const { return m_export; }
  [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void chosen(anchor::Workspace workspace);
  void runClicked();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void fitWords();
  [[nodiscard]] int switchWidth() const;
  void applyColours();
  QLabel *m_name, *m_size;
  std::array<QToolButton*, workspaceCount> m_switch{};
  QToolButton *m_run, *m_export;
  QString m_project, m_runWords;
  bool m_alive = false;
};

}  // namespace anchor
