// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>
#include <QListWidget>
#include <QTableWidget>
#include <map>
#include <memory>

#include "ui/charts/run_track.h"
#include "ui/runs/run_follower.h"

namespace anchor {

/// Which runs lie over each other in the charts, and where their configurations differ. The run of the panel
/// is always one of them.
class ComparePage : public QWidget {
  Q_OBJECT
 public:
  explicit ComparePage(QWidget* parent);
  /// The runs there are, folders; `own` is followed by the panel, whose history is `history`.
  void setRuns(const QStringList& folders, const QString& own, const RunHistory* history);
  /// The panel's run first; several when others are ticked.
  [[nodiscard]] QList<RunTrack> tracks() const;
  /// Their folders, in the same order.
  [[nodiscard]] QStringList shown() const;

 Q_SIGNALS:
  /// Other runs were ticked, or one of them went on.
  void tracksChanged();
  void advanced();

 private:
  void take(QListWidgetItem* item);
  void showDifferences();
  QListWidget* m_list;
  QTableWidget* m_table;
  QLabel* m_words;
  QString m_own;
  const RunHistory* m_history = nullptr;
  std::map<QString, std::unique_ptr<RunFollower>> m_others;
  bool m_filling = false;
};

/// Batch times accumulation, of a run's configuration; 0 when that cannot be read.
double imagesPerStep(const QString& runFolder);

}  // namespace anchor
