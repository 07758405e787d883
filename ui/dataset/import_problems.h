// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSet>
#include <QTableView>
#include <QTimer>

#include "ui/labelling/project_session.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// One object or file of an import that did not come into the project.
struct ImportProblem {
  enum class Kind { LeftOut, Merged, Unread };
  Kind kind = Kind::LeftOut;
  QString id;      ///< of the import and its row, for what was dismissed
  QString reason;  ///< in words
  QString object, file, item, image;
  int line = 0;
  /// The file and where in it.
  [[nodiscard]] QString place() const;
};

/// Those of them that the filter lets through.
class ImportProblemModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  using QAbstractTableModel::QAbstractTableModel;
  void setRows(std::vector<ImportProblem> rows);
  [[nodiscard]] const ImportProblem& at(int row) const { return m_rows[static_cast<size_t>(row)]; }
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation direction, int role) const override;

 private:
  std::vector<ImportProblem> m_rows;
};

/// What the imports of a project left out, with the reason and the place in the source; hidden while there is
/// nothing. What was dismissed stays so.
class ImportProblems : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  ImportProblems(ProjectSession* session, QWidget* parent);
  [[nodiscard]] const std::vector<ImportProblem>& all() const { return m_all; }
  [[nodiscard]] QTableView* list() const { return m_list; }

 Q_SIGNALS:
  /// A problem of an image of the project was chosen.
  void imageWanted(qint64 image);

 private:
  void forgetProject() override;
  void read();
  void fill();
  void choose(int row);
  void dismiss();
  [[nodiscard]] bool passes(const ImportProblem& problem) const;
  [[nodiscard]] qint64 imageOf(const ImportProblem& problem) const;
  ProjectSession* m_session;
  std::vector<ImportProblem> m_all;
  QSet<QString> m_dismissed;
  QTimer m_wait;
  QLabel *m_title, *m_count, *m_place;
  QComboBox* m_filter;
  QTableView* m_list;
  ImportProblemModel* m_model;
  QPushButton *m_dismiss, *m_folder;
};

}  // namespace anchor
