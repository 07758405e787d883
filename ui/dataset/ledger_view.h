// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <QLabel>
#include <QTabWidget>
#include <QWidget>
#include <functional>

#include "datasets/project/import_ledger.h"
#include "engine/base/user_error.h"

namespace anchor {

/// Rows of texts under headings; the texts are made when they are looked at.
class TextTableModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  using Cell = std::function<QString(int row, int column)>;
  TextTableModel(QStringList headings, int rows, Cell cell, QObject* parent)
      : QAbstractTableModel(parent), m_headings(std::move(headings)), m_rows(rows), m_cell(std::move(cell)) {}
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override {
    return parent.isValid() ? 0 : m_rows;
  }
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override {
    return parent.isValid() ? 0 : static_cast<int>(m_headings.size());
  }
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation direction, int role) const override;

 private:
  QStringList m_headings;
  int m_rows;
  Cell m_cell;
};

/// What an import found and what became, or would become, of it.
class LedgerView : public QWidget {
  Q_OBJECT
 public:
  enum class When { Before, After };
  explicit LedgerView(QWidget* parent);
  void show(const ImportLedger& ledger, const std::vector<Problem>& problems, When when);
  /// Says why there is nothing to show.
  void showNothing(const QString& why);
  /// Whether there is more than the sums.
  [[nodiscard]] bool hasTables() const { return m_tables->count() > 0; }
  /// Asks where to and writes the ledger as a table.
  void saveTable();
  /// "4886 objects found: 4880 stored, 2 merged, 4 left out."
  static QString sums(const ImportLedger& ledger, When when);

 private:
  void addTable(const QString& title, const char* name, QStringList headings, int rows,
                TextTableModel::Cell cell);
  ImportLedger m_ledger;
  std::vector<Problem> m_problems;
  std::vector<const SourceFile*> m_unread;
  QLabel *m_sums, *m_splits;
  QTabWidget* m_tables;
};

}  // namespace anchor
