// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QLabel>
#include <QPushButton>

#include "datasets/statistics/label_statistics.h"
#include "ui/charts/bar_chart.h"
#include "ui/insight/class_bars.h"
#include "ui/labelling/project_session.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Where the middles of boxes lie, as a picture; a click says which part.
class CentreMap : public QWidget {
  Q_OBJECT
 public:
  explicit CentreMap(QWidget* parent);
  void setCounts(const std::array<int64_t, LabelStatistics::heatSide * LabelStatistics::heatSide>& counts);

 Q_SIGNALS:
  /// Parts of the image's sides.
  void picked(const QRectF& part);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;

 private:
  [[nodiscard]] QRect square() const;
  QImage m_picture;
};

/// What the data set holds: classes, splits, sizes, aspects, boxes on an image,
/// places, one below the other for a narrow column. Every row and bar is a way
/// to its images.
class StatisticsPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  StatisticsPanel(ProjectSession* session, QWidget* parent);
  [[nodiscard]] const LabelStatistics& statistics() const { return m_statistics; }
  [[nodiscard]] bool busy() const { return m_busy; }

 Q_SIGNALS:
  /// A query for the list of images.
  void queryWanted(const QString& query);
  void told(const QString& message);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void forgetProject() override;
  void layOut();
  void connectCharts();
  void compute();
  void show();
  void save();
  [[nodiscard]] QString classTerm() const;
  ProjectSession* m_session;
  LabelStatistics m_statistics;
  bool m_stale = true, m_busy = false;
  ClassBars* m_classes;
  QComboBox* m_only;
  QLabel* m_words;
  QPushButton* m_save;
  BarChart *m_sizes, *m_aspects, *m_perImage;
  CentreMap* m_centres;
};

}  // namespace anchor
