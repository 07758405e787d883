// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QString>
#include <QWidget>
#include <vector>

class QCustomPlot;

namespace anchor {

/// A few named bars, each from one value to another; a click tells which.
class BarChart : public QWidget {
  Q_OBJECT
 public:
  struct Bar {
    QString label;
    double from = 0, to = 0;
    QColor colour;
    QString tip;    ///< shown while the cursor is on it
    QString above;  ///< written over the bar; may be empty
  };
  BarChart(const QString& title, const QString& axis, QWidget* parent);
  void setBars(std::vector<Bar> bars);
  /// Names under every nth bar only, under fewer where they would touch; 1 = all.
  void setLabelStep(int step) { m_step = step; }
  void setLabelRotation(double degrees) { m_rotation = degrees; }
  /// Where the axis of values begins.
  void setFloor(double value) { m_floor = value; }
  [[nodiscard]] const std::vector<Bar>& bars() const { return m_bars; }

 Q_SIGNALS:
  void clicked(int bar);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void draw();
  [[nodiscard]] int labelStep() const;
  [[nodiscard]] int barAt(const QPoint& at) const;
  QCustomPlot* m_plot;
  std::vector<Bar> m_bars;
  int m_step = 1;
  double m_rotation = 0, m_floor = 0;
};

}  // namespace anchor
