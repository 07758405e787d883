// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <QTableWidget>

#include "ui/labelling/project_session.h"

namespace anchor {

/// What a box has been through: when, by whom, what; any state can be brought back. Deletes itself.
class BoxHistory : public QDialog {
  Q_OBJECT
 public:
  BoxHistory(ProjectSession* session, int64_t box, QWidget* parent);

 private:
  void restore();
  ProjectSession* m_session;
  QTableWidget* m_list;
  std::vector<BoxVersion> m_versions;
};

}  // namespace anchor
