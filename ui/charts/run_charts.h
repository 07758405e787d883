// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAction>
#include <QComboBox>
#include <QSlider>
#include <QToolButton>
#include <QWidget>

#include <array>

#include "ui/charts/live_chart.h"
#include "ui/charts/metrics.h"
#include "ui/charts/run_track.h"

namespace anchor {

/// The charts of a run, or of several laid over each other: losses, mAP and the RPN's recall, foreground
/// drawn, gradient, learning rate, speed, waiting for data, temperature, memory. One x axis, one smoothing
/// and one cursor for all.
class RunCharts : public QWidget {
  Q_OBJECT
 public:
  explicit RunCharts(QWidget* parent = nullptr);
  /// Shows this run alone and adds what is new in its history since the last call.
  void update(const RunHistory& history, double imagesPerStep = 0);
  /// Lays runs over each other; with one of them every loss and every class is shown. The histories live as
  /// long as they are shown; update() adds what is new.
  void setRuns(const QList<RunTrack>& runs);
  void update();
  void clear();
  /// Of the project's classes: a curve of a class has the colour of its boxes.
  void setClassColours(const QHash<QString, QColor>& colours);
  void setCursorLine(std::optional<double> iteration);
  /// Every point that was drawn, in full digits: run, chart, curve, iteration, time, value. Throws
  /// std::runtime_error when the file cannot be written.
  void saveValues(const QString& path) const;
  [[nodiscard]] LiveChart* chart(ChartKind kind) const { return m_charts[static_cast<size_t>(kind)]; }
  [[nodiscard]] LiveChart* losses() const { return chart(ChartKind::Losses); }
  [[nodiscard]] LiveChart* accuracy() const { return chart(ChartKind::Accuracy); }
  [[nodiscard]] LiveChart* rate() const { return chart(ChartKind::Rate); }
  [[nodiscard]] LiveChart* speed() const { return chart(ChartKind::Speed); }
  [[nodiscard]] LiveChart* foreground() const { return chart(ChartKind::Foreground); }
  [[nodiscard]] const std::array<LiveChart*, chartKinds>& all() const { return m_charts; }
  [[nodiscard]] bool comparing() const { return m_runs.size() > 1; }

 Q_SIGNALS:
  /// A click in one of the charts.
  void iterationClicked(double iteration);
  void inspectWanted(double iteration);
  /// Where the pointer is in one of them; nothing: in none.
  void iterationHovered(std::optional<int> iteration);

 private:
  struct Drawn {
    size_t iterations = 0, evaluations = 0;
    int rewinds = 0;
  };
  QWidget* buildBar();
  /// Of the network's insides and of the machine.
  void showSystem(bool on);
  void askForValues();
  /// A run that is hidden in one chart is hidden in all.
  void showInAll(const QString& curve, bool shown);
  void redraw();
  void setUpCharts();
  /// Hands every point that `from` has not counted yet to take(row, class, iteration, time, value), and
  /// counts it.
  void eachPoint(const RunHistory& history, Drawn& from, const auto& take) const;
  void add(int run);
  /// `ofClass` is the class of an AP, else empty.
  void addPoint(int run, const MetricRow& row, const QString& ofClass, int iteration, double time,
                double value);
  void fillChoices();
  void showMarks();
  [[nodiscard]] ChartAxis axis() const;
  [[nodiscard]] std::optional<int> iterationAt(double x) const;
  std::array<LiveChart*, chartKinds> m_charts{};
  QComboBox *m_axis, *m_lossChoice, *m_accuracyChoice;
  QSlider* m_smoothing;
  QToolButton *m_logX, *m_logY, *m_system;
  QList<RunTrack> m_runs;
  QList<Drawn> m_drawn;
  QHash<QString, QColor> m_classColours;
};

}  // namespace anchor
