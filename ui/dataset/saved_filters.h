// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace anchor {

/// Queries that were kept under a name, in the project's folder; a click on one asks for it again.
class SavedFilters : public QWidget {
  Q_OBJECT
 public:
  explicit SavedFilters(QWidget* parent);
  /// Shows those of this project; empty: of none.
  void setProject(const QString& folder);
  /// The one in hand, which the star keeps.
  void setQuery(const QString& query);

 Q_SIGNALS:
  void queryWanted(const QString& query);

 private:
  struct Filter {
    QString name, query;
  };
  void load();
  /// What an older version kept in the settings goes into the project.
  void loadOld();
  void store();
  void show();
  /// Of the filter in this row; -1 = a new one.
  void askName(int row);
  void takeName();
  void showMenu(int row, const QPoint& at);
  QString m_folder, m_query;
  QList<Filter> m_filters;
  int m_naming = -1;
  QToolButton* m_star;
  QLineEdit* m_name;
  QVBoxLayout* m_rows;
};

}  // namespace anchor
