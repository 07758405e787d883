#pragma once
#include <QVector>
#include <QWidget>
#include <optional>

class QCustomPlot;
class QCPGraph;
class QCPItemStraightLine;

namespace anchor {

/// One small chart of named curves over the iteration. Every point is kept; QCustomPlot draws the exact
/// minimum and maximum of what falls into one pixel column. Drag to pan, wheel to zoom, double click to see
/// all again; the cursor shows exact values.
class LiveChart : public QWidget {
  Q_OBJECT
 public:
  LiveChart(const QString& title, QWidget* parent = nullptr);
  /// Curves are made at their first point; colours follow the order of making.
  void addPoint(const QString& curve, double iteration, double value);
  void clear();
  /// A vertical line at an iteration; nothing: none.
  void setCursorLine(std::optional<double> iteration);
  /// Draws with the palette's colours at the next turn of the event loop.
  void refresh();
  void setYRange(double low, double high);
  void setDots(bool on) { m_dots = on; }
  void setLogarithmic(bool on);
  [[nodiscard]] int pointCount(const QString& curve) const;
  [[nodiscard]] QStringList curves() const { return m_names; }
  bool savePng(const QString& path, int width, int height);

 Q_SIGNALS:
  /// A click on the plot that was no drag.
  void clicked(double iteration);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void applyColours();
  void showValues(const QPoint& at);
  QCPGraph* graph(const QString& curve);
  QCustomPlot* m_plot;
  QCPItemStraightLine* m_cursor = nullptr;
  QPoint m_pressed;
  QStringList m_names;
  bool m_followAll = true, m_wasFollowing = true, m_dots = false, m_fixedY = false;
};

}  // namespace anchor
