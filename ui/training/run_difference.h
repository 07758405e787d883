// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>
#include <QTableWidget>
#include <QWidget>
#include <optional>

#include "engine/config/run_config.h"
#include "ui/runs/run_summary.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Where two runs differ, below the list of runs: each changed parameter with both values, and both mAP.
class RunDifference : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  explicit RunDifference(QWidget* parent);
  /// Hidden unless there are two.
  void show(const std::optional<RunSummary>& run, const std::optional<RunSummary>& other);

 private:
  void forgetProject() override { show({}, {}); }
  void fill(const std::optional<RunConfig>& run, const std::optional<RunConfig>& other);
  void addRow(const QString& name, const QString& value, const QString& before, const QString& tip);
  std::optional<RunSummary> m_run, m_other;
  QLabel *m_title, *m_same;
  QTableWidget* m_table;
};

}  // namespace anchor
