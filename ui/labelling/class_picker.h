// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <QLineEdit>
#include <QListWidget>

#include "ui/labelling/project_session.h"

namespace anchor {

/// Type a few letters, Enter takes the first class that fits, or makes a new one. Deletes itself.
class ClassPicker : public QDialog {
  Q_OBJECT
 public:
  ClassPicker(ProjectSession* session, const QString& words, QWidget* parent);

 Q_SIGNALS:
  void chosen(qint64 id);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void refresh();
  void take();
  ProjectSession* m_session;
  QLineEdit* m_name;
  QListWidget* m_list;
};

}  // namespace anchor
