// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <QListWidget>

#include "ui/labelling/project_session.h"

namespace anchor {

/// The images that were taken out of the project, with their labels; any can come back.
class TrashDialog : public QDialog {
  Q_OBJECT
 public:
  TrashDialog(ProjectSession* session, QWidget* parent);

 private:
  void refresh();
  void restore();
  ProjectSession* m_session;
  QListWidget* m_list;
};

}  // namespace anchor
