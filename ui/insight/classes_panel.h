// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDoubleSpinBox>
#include <QTableWidget>

#include "engine/inspection/class_report.h"
#include "ui/charts/live_chart.h"
#include "ui/insight/autopsy_bar.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// What a checkpoint makes of each class: AP by size, the best threshold, precision over recall, and which
/// class is taken for which. Made of the same file as the Autopsy.
class ClassesPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  ClassesPanel(AutopsySource* source, QWidget* parent);
  [[nodiscard]] const AutopsySource::File& file() const { return m_file; }

  /// Of the project's classes, for their curves.
  void setClassColours(const QHash<QString, QColor>& colours);

 Q_SIGNALS:
  /// Shows an example of a cell: image as in samples.json, index among the counted objects of that image or
  /// -1.
  void openObject(const QString& image, int object);

 private:
  QHash<QString, QColor> m_colours;
  void forgetProject() override;
  QWidget* buildMatrix();
  void take(const AutopsySource::File& file);
  void showTable();
  void showCurves();
  void showMatrix();
  void openExample(int row, int column);
  AutopsySource* m_source;
  AutopsySource::File m_file;
  ClassReport m_report;
  Confusion m_confusion;
  AutopsyBar* m_bar;
  QTableWidget *m_table, *m_matrix;
  LiveChart* m_curves;
  QDoubleSpinBox* m_score;
  std::pair<int, int> m_cell{-1, -1};
  size_t m_example = 0;  ///< of the cell, which the next click shows
};

}  // namespace anchor
