// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractButton>
#include <QVBoxLayout>

#include "datasets/statistics/label_statistics.h"

namespace anchor {

/// A class with a bar for its boxes; a click leads to its images.
class ClassBar : public QAbstractButton {
  Q_OBJECT
 public:
  ClassBar(const LabelStatistics::ClassRow& row, int64_t most, QWidget* parent);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QColor m_colour;
  int64_t m_boxes, m_most;
};

/// One for each class, in the order of the project.
class ClassBars : public QWidget {
  Q_OBJECT
 public:
  explicit ClassBars(QWidget* parent);
  void setRows(const std::vector<LabelStatistics::ClassRow>& rows);
  [[nodiscard]] const QList<ClassBar*>& bars() const { return m_bars; }

 Q_SIGNALS:
  void picked(const QString& className);

 private:
  QVBoxLayout* m_layout;
  QList<ClassBar*> m_bars;
};

}  // namespace anchor
