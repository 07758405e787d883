// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMenu>
#include <QObject>
#include <QTableView>
#include <memory>

namespace anchor {

/// What the heads of a table's columns offer on a right click: hide and show columns, sort, copy, as at
/// first. Hidden columns and the order are kept in the settings under the table's object name.
class ColumnMenu : public QObject {
  Q_OBJECT
 public:
  /// Belongs to the table from then on; its object name must be set.
  static ColumnMenu* install(QTableView* table);
  /// The menu of this column, not shown yet.
  std::unique_ptr<QMenu> menu(int column);

 private:
  explicit ColumnMenu(QTableView* table);
  [[nodiscard]] QString nameOf(int column) const;
  [[nodiscard]] QString settingsKey() const;
  [[nodiscard]] int shownCount() const;
  void show(int column, bool shown);
  void sort(int column, Qt::SortOrder order);
  void copy(int column) const;
  void reset();
  void keep() const;
  void restore();
  QTableView* m_table;
  int m_restored = 0;  ///< columns for which the settings were applied
};

}  // namespace anchor
