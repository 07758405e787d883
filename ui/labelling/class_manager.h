// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

#include "ui/labelling/project_session.h"

namespace anchor {

/// All classes of the project: rename, recolour, reorder, merge, delete, and the attributes of their boxes.
/// Every change is one step that undo takes back; ids never change.
class ClassManager : public QDialog {
  Q_OBJECT
 public:
  ClassManager(ProjectSession* session, QWidget* parent);
  /// One undo step; an empty name or one that is taken is refused with a message, and false.
  static bool renameClass(ProjectSession* session, QWidget* parent, int64_t id, const QString& name);
  /// Lets the person choose; one undo step.
  static void recolourClass(ProjectSession* session, QWidget* parent, int64_t id);

 private:
  void refresh();
  void refreshAttributes();
  void rename(QTableWidgetItem* item);
  void recolour();
  void move(int by);
  void merge();
  void remove();
  void addAttribute();
  void removeAttribute();
  [[nodiscard]] const LabelClass* chosen() const;
  ProjectSession* m_session;
  QTableWidget *m_list, *m_attributes;
  QLineEdit *m_newName, *m_attributeName, *m_choices;
  QComboBox *m_mergeInto, *m_kind;
  QPushButton *m_merge, *m_remove, *m_colour, *m_up, *m_down;
  QLabel* m_attributeWords;
  bool m_filling = false;
};

}  // namespace anchor
