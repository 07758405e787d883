// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractListModel>
#include <QListView>

#include "ui/runs/run_summary.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// The runs of a project, newest first.
class RunListModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { FolderRole = Qt::UserRole, FactsRole, StateRole, KindRole };
  explicit RunListModel(QObject* parent) : QAbstractListModel(parent) {}
  void setRuns(std::vector<RunSummary> runs);
  /// Replaces the row of the same folder.
  void setRun(const RunSummary& run);
  [[nodiscard]] const std::vector<RunSummary>& runs() const { return m_runs; }
  /// -1: not listed.
  [[nodiscard]] int rowOf(const QString& folder) const;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

 private:
  std::vector<RunSummary> m_runs;
};

/// Runs as a list: name, what came of each, and its state. The chosen one is shown in the workspace.
class RunList : public QListView, public ProjectPart {
  Q_OBJECT
 public:
  explicit RunList(QWidget* parent);
  /// Folders of runs, in their order; what is known of them is read in the background.
  void setRuns(const QStringList& folders, const QStringList& queued);
  /// Chooses without saying so.
  void choose(const QString& folder);
  [[nodiscard]] QString chosen() const;
  [[nodiscard]] QStringList folders() const;
  /// When exactly two are selected, the current one first; else empty.
  [[nodiscard]] QStringList chosenTwo() const;
  /// Nothing when it is not listed.
  [[nodiscard]] std::optional<RunSummary> summary(const QString& folder) const;
  /// What the follower knows of its run is newer than the list.
  void follow(const RunFollower& follower);
  /// The row again, after somebody renamed it or the like.
  void refresh(const QString& folder);

 Q_SIGNALS:
  /// A person chose another run.
  void runChosen(const QString& folder);
  void menuWanted(const QString& folder, const QPoint& global);
  /// Others are selected, or something became known of them.
  void chosenChanged();

 private:
  void forgetProject() override;
  RunListModel* m_model;
  QStringList m_queued;
  bool m_choosing = false;
};

}  // namespace anchor
