#pragma once
#include <QWidget>
#include <array>

#include "ui/charts/live_chart.h"
#include "ui/training/run_history.h"

namespace anchor {

/// The charts of a run: losses, mAP, foreground drawn, learning rate, images per second.
class RunCharts : public QWidget {
  Q_OBJECT
 public:
  explicit RunCharts(QWidget* parent = nullptr);
  /// Adds what is new in the history since the last call.
  void update(const RunHistory& history);
  void clear();
  void setCursorLine(std::optional<double> iteration);
  [[nodiscard]] LiveChart* losses() const { return m_losses; }
  [[nodiscard]] LiveChart* accuracy() const { return m_accuracy; }
  [[nodiscard]] LiveChart* rate() const { return m_rate; }
  [[nodiscard]] LiveChart* speed() const { return m_speed; }
  [[nodiscard]] LiveChart* foreground() const { return m_foreground; }

 Q_SIGNALS:
  /// A click in one of the charts.
  void iterationClicked(double iteration);

 private:
  LiveChart *m_losses, *m_accuracy, *m_foreground, *m_rate, *m_speed;
  std::array<LiveChart*, 5> m_all;
  size_t m_iterations = 0, m_evaluations = 0;
  int m_rewinds = 0;
};

}  // namespace anchor
