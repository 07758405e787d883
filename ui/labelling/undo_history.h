// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <QTreeWidget>

#include "datasets/project/project_steps.h"
#include "ui/labelling/project_session.h"

namespace anchor {

/// The project's steps in words, the newest first; a click goes to the state after a step, back or forth.
/// Stays open beside the work and deletes itself when closed.
class UndoHistory : public QDialog {
  Q_OBJECT
 public:
  UndoHistory(ProjectSession* session, QWidget* parent);

 private:
  void refresh();
  void addState(const ProjectStep& step, bool current);
  void go(const QTreeWidgetItem* item);
  ProjectSession* m_session;
  QTreeWidget* m_list;
};

}  // namespace anchor
