// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTableWidget>

#include "ui/charts/bar_chart.h"
#include "ui/insight/autopsy_bar.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Where a checkpoint loses objects: a waterfall from all labelled objects to those found, TIDE's six errors,
/// and the objects behind each bar.
class AutopsyPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  AutopsyPanel(AutopsySource* source, QWidget* parent);
  [[nodiscard]] const AutopsySource::File& file() const { return m_file; }
  [[nodiscard]] BarChart* waterfall() const { return m_waterfall; }
  /// What one walks through with the arrow keys.
  [[nodiscard]] QWidget* list() const { return m_list; }

 Q_SIGNALS:
  /// Shows an object: image as in samples.json, index among the counted objects of that image.
  void openObject(const QString& image, int object);

 private:
  void forgetProject() override;
  void take(const AutopsySource::File& file);
  void showCharts();
  void showList();
  AutopsySource* m_source;
  AutopsySource::File m_file;
  AutopsyReport m_report;
  std::vector<LostAt> m_barStage;  ///< stage of each bar of the waterfall; Found for the first and last
  int m_stage = -1;                ///< LostAt of the chosen bar; -1: all that were lost
  int m_error = -1;                ///< TideError of the chosen bar
  AutopsyBar* m_bar;
  QComboBox* m_which;
  BarChart *m_waterfall, *m_tide;
  QTableWidget* m_list;
};

}  // namespace anchor
