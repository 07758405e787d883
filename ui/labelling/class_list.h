// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <QHash>
#include <QIcon>
#include <QLineEdit>
#include <QTableView>

#include "ui/labelling/class_counts.h"

namespace anchor {

/// The classes of the project with their digits and box counts.
class ClassModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Digit, Name, Boxes, Columns };
  ClassModel(ProjectSession* session, const ClassCounts* counts, QWidget* parent);
  void refresh();
  void showCounts();
  [[nodiscard]] int64_t idAt(int row) const;
  [[nodiscard]] int rowOf(int64_t id) const;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

 private:
  [[nodiscard]] QVariant words(const LabelClass& label, int row, int column) const;
  ProjectSession* m_session;
  const ClassCounts* m_counts;
  QWidget* m_window;
  std::vector<LabelClass> m_classes;
};

/// Chooses the class of new boxes; renames, recolours and adds classes.
class ClassList : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  ClassList(ProjectSession* session, QWidget* parent);

 Q_SIGNALS:
  /// Images to be listed, in the words of the search field.
  void queryWanted(const QString& query);
  void manageWanted();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void forgetProject() override;
  void buildTable();
  void refresh();
  void showActive();
  void showMenu(const QPoint& global, const QModelIndex& cell);
  void addTyped();
  ProjectSession* m_session;
  ClassCounts* m_counts;
  ClassModel* m_model;
  QTableView* m_table;
  QLineEdit* m_fresh;  ///< name of a class to add
  bool m_following = false;
};

}  // namespace anchor
