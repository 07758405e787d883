// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QSet>
#include <QVector>
#include <QWidget>
#include <optional>

#include "ui/charts/smoothing.h"

class QCustomPlot;
class QMenu;
class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;
class QCPItemTracer;

namespace anchor {

/// One small chart of named curves. Every point is kept; QCustomPlot draws the exact minimum and maximum of
/// what falls into one pixel column. Drag to pan, wheel to zoom, double click to see all again; the cursor
/// shows exact values, a click on a name in the legend hides its curve, the right button does that and saves.
class LiveChart : public QWidget {
  Q_OBJECT
 public:
  enum class Best { None, Highest, Lowest };
  /// Of the n-th curve, or of the n-th run where runs lie over each other.
  static QColor curveColour(int index);
  LiveChart(const QString& title, QWidget* parent = nullptr);
  /// Curves are made at their first point; colours follow the order of making. Values that are no numbers
  /// leave a gap in nothing but the curve.
  void addPoint(const QString& curve, double x, double value);
  /// How a curve is drawn.
  struct Look {
    QColor colour;
    Qt::PenStyle style = Qt::SolidLine;
    bool sparse = false;  ///< few points: each is a dot, and no average is drawn over them
  };
  /// What stands for a curve on the screen; its own name without. Before the curve's first point.
  void setLabel(const QString& curve, const QString& label) { m_labels.insert(curve, label); }
  /// Before the curve's first point.
  void setLook(const QString& curve, const Look& look) { m_looks.insert(curve, look); }
  void clear();
  /// A curve that is not shown counts for no range and no best point. This outlives clear(). Without a
  /// signal.
  void setCurveShown(const QString& curve, bool shown);
  [[nodiscard]] bool isCurveShown(const QString& curve) const { return !m_hidden.contains(curve); }
  /// A vertical line; nothing: none.
  void setCursorLine(std::optional<double> x);
  /// Values of all curves at this place, in the legend; nothing: names only.
  void showValuesAt(std::optional<double> x);
  /// Draws with the palette's colours at the next turn of the event loop.
  void refresh();
  void setYRange(double low, double high);
  /// What stands in its middle, in place of the x axis's numbers, while no curve has a point.
  void setEmptyWords(const QString& words);
  /// Its y axis is never logarithmic.
  void setLinearValues() { m_linearValues = true; }
  void setDots(bool on) { m_dots = on; }
  /// A small chart has no legend, which would hide it: values stand in its title, in the order of the curves.
  void setCompact();
  void setLogarithmic(Qt::Orientation axis, bool on);
  [[nodiscard]] bool isLogarithmic(Qt::Orientation axis) const { return m_logarithmic & axis; }
  /// The x axis is time: seconds since 1970, shown as clock and date of this place, never logarithmic.
  void showWallTime();
  /// The x axis is a number again.
  void showNumbers();
  /// 0 to 0.999: the average is drawn over the points, which stay behind it at a quarter of their strength.
  void setSmoothing(double weight);
  /// Marks the best point of a curve.
  void setBest(const QString& curve, Best best);
  /// Small marks below: what happened there (label edits, restarts).
  void setMarks(const QList<std::pair<double, QString>>& marks);
  [[nodiscard]] int pointCount(const QString& curve) const;
  [[nodiscard]] QVector<QPointF> points(const QString& curve) const;
  /// What is drawn over the points; empty without smoothing.
  [[nodiscard]] QVector<QPointF> smoothed(const QString& curve) const;
  [[nodiscard]] std::optional<QPointF> best() const;
  [[nodiscard]] QStringList curves() const;
  /// Of a curve that has a point; invalid without.
  [[nodiscard]] QColor colourOf(const QString& curve) const;
  /// From the lower to the upper end of the y axis.
  [[nodiscard]] std::pair<double, double> shownValues() const;
  [[nodiscard]] QString title() const { return accessibleName(); }
  [[nodiscard]] QCustomPlot* plot() const { return m_plot; }
  bool savePng(const QString& path, int width, int height);
  /// By the name's end: .png, .pdf or .svg; sizes in pixels. Names of hidden curves are left out. False when
  /// it cannot be written.
  bool savePicture(const QString& path, int width, int height);

 Q_SIGNALS:
  /// A click on the plot that was no drag.
  void clicked(double x);
  /// The cursor is at x; NaN: it left.
  void hovered(double x);
  void saveValuesWanted();
  /// What the run recorded at x shall be looked at.
  void inspectWanted(double x);
  /// A person hid a curve, or showed it again.
  void curveSwitched(const QString& curve, bool shown);

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Curve {
    QString name, label;
    QCPGraph* raw = nullptr;
    QCPGraph* smooth = nullptr;
    Smoothing average;
    Look look;
  };
  [[nodiscard]] bool averaged(const Curve& curve) const { return m_smoothing > 0 && !curve.look.sparse; }
  void applyColours();
  void applyLook(Curve& curve);
  void smoothAgain(Curve& curve);
  void placeBest();
  void showEmptyWords();
  void showBestInside();
  void fitValues();
  void fitTicks();
  void applyScale(Qt::Orientation orientation);
  void showMenu(const QPoint& at);
  void askForPicture();
  void addScaleActions(QMenu& menu);
  bool writePicture(const QString& path, int width, int height);
  bool showMarkAt(const QPoint& at);
  void setHead(const QString& values);
  /// As many names beside each other as the width takes.
  void wrapLegend();
  void fillLegend(bool withHidden = true);
  /// What `take` makes of the chart while its legend names the shown curves alone.
  template <class Take>
  auto takenAsPicture(const Take& take) {
    fillLegend(false);
    auto taken = take();
    fillLegend();
    return taken;
  }
  /// The curve whose name stands there; null: no name does.
  [[nodiscard]] const Curve* inLegend(const QPoint& at) const;
  void switchCurve(const QString& name);
  void showOnly(const QString& name);
  void copyValues(const QString& name) const;
  /// The curve whose name or line is there; null: none is.
  [[nodiscard]] const Curve* pointedAt(const QPoint& at) const;
  void addCurveActions(QMenu& menu);
  Curve& curve(const QString& name);
  [[nodiscard]] const Curve* find(const QString& name) const;
  QCustomPlot* m_plot;
  QCPItemStraightLine* m_cursor = nullptr;
  QCPItemStraightLine* m_pointer = nullptr;  ///< where the mouse is, in all charts of a run
  QCPItemTracer* m_bestMark = nullptr;
  QCPItemText* m_emptyWords = nullptr;
  bool m_hasBest = false;
  QPoint m_pressed;
  QList<Curve> m_curves;
  QHash<QString, Look> m_looks;
  QHash<QString, QString> m_labels;
  QSet<QString> m_hidden;
  QString m_bestCurve;
  Best m_best = Best::None;
  double m_smoothing = 0;
  Qt::Orientations m_logarithmic;
  bool m_followAll = true, m_wasFollowing = true, m_dots = false, m_fixedY = false, m_compact = false,
       m_clock = false, m_linearValues = false;
};

}  // namespace anchor
