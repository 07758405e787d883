#include "ui/charts/live_chart.h"

#include <qcustomplot.h>

#include <QEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <cmath>

namespace anchor {
namespace {
// Okabe and Ito; the first is drawn in the text colour so that it stands out on both grounds.
const QColor curveColours[] = {QColor(0x1f, 0x6f, 0xeb), QColor(0xE6, 0x9F, 0x00), QColor(0x00, 0x9E, 0x73),
                               QColor(0xD5, 0x5E, 0x00), QColor(0xCC, 0x79, 0xA7), QColor(0x56, 0xB4, 0xE9),
                               QColor(0x8c, 0x8c, 0x8c), QColor(0xB8, 0xA0, 0x00)};
}  // namespace

LiveChart::LiveChart(const QString& title, QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this)) {
  setAccessibleName(title);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_plot);
  m_plot->setNoAntialiasingOnDrag(true);
  m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  m_plot->plotLayout()->insertRow(0);
  m_plot->plotLayout()->addElement(0, 0, new QCPTextElement(m_plot, title, font()));
  m_plot->legend->setRowSpacing(-4);
  m_plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
  m_plot->xAxis->ticker()->setTickCount(4);  // numbers of iterations are long
  setMinimumSize(160, 130);
  connect(m_plot, &QCustomPlot::mouseDoubleClick, this, [this] {
    m_followAll = true;
    refresh();
  });
  connect(m_plot, &QCustomPlot::mouseWheel, this, [this] { m_followAll = false; });
  connect(m_plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
    m_pressed = event->pos();
    m_wasFollowing = m_followAll;
    m_followAll = false;
  });
  connect(m_plot, &QCustomPlot::mouseRelease, this, [this](QMouseEvent* event) {
    if ((event->pos() - m_pressed).manhattanLength() > 3) return;
    m_followAll = m_wasFollowing;  // a click changes no range
    Q_EMIT clicked(m_plot->xAxis->pixelToCoord(event->pos().x()));
  });
  connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) { showValues(event->pos()); });
  applyColours();
}

QCPGraph* LiveChart::graph(const QString& curve) {
  const auto index = m_names.indexOf(curve);
  if (index >= 0) return m_plot->graph(static_cast<int>(index));
  QCPGraph* made = m_plot->addGraph();
  made->setName(curve);
  // Width 1: wider pens go through Qt's stroker and cost a hundred times as much.
  made->setPen(QPen(curveColours[m_names.size() % std::size(curveColours)], 1));
  if (m_dots) made->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 5));
  m_names.push_back(curve);
  m_plot->legend->setVisible(m_names.size() > 1);
  return made;
}

void LiveChart::addPoint(const QString& curve, double iteration, double value) {
  if (std::isfinite(value)) graph(curve)->addData(iteration, value);
}

void LiveChart::clear() {
  m_plot->clearGraphs();
  m_names.clear();
  m_plot->legend->setVisible(false);
  m_followAll = true;
}

void LiveChart::setYRange(double low, double high) {
  m_fixedY = true;
  m_plot->yAxis->setRange(low, high);
}

void LiveChart::setLogarithmic(bool on) {
  m_plot->yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
  m_plot->yAxis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                              : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
  refresh();
}

void LiveChart::refresh() {
  if (m_followAll) {
    m_plot->xAxis->rescale();
    if (!m_fixedY) {
      m_plot->yAxis->rescale();
      if (m_plot->yAxis->scaleType() == QCPAxis::stLinear)
        m_plot->yAxis->setRangeLower(std::min(0.0, m_plot->yAxis->range().lower));
    }
  }
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LiveChart::setCursorLine(std::optional<double> iteration) {
  if (m_cursor == nullptr) {
    m_cursor = new QCPItemStraightLine(m_plot);
    m_cursor->setPen(QPen(palette().color(QPalette::Highlight), 1, Qt::DashLine));
  }
  m_cursor->setVisible(iteration.has_value());
  if (iteration) {
    m_cursor->point1->setCoords(*iteration, 0);
    m_cursor->point2->setCoords(*iteration, 1);
  }
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

int LiveChart::pointCount(const QString& curve) const {
  const auto index = m_names.indexOf(curve);
  return index < 0 ? 0 : m_plot->graph(static_cast<int>(index))->dataCount();
}

bool LiveChart::savePng(const QString& path, int width, int height) {
  refresh();
  return m_plot->savePng(path, width, height, 1.0);
}

void LiveChart::showValues(const QPoint& at) {
  if (m_names.isEmpty()) return;
  const double x = m_plot->xAxis->pixelToCoord(at.x());
  QString lines;
  for (int i = 0; i < m_plot->graphCount(); ++i) {
    const auto data = m_plot->graph(i)->data();
    if (data->isEmpty()) continue;
    auto nearest = data->findBegin(x, false);
    if (nearest == data->constEnd()) --nearest;
    if (lines.isEmpty()) lines = tr("Iteration %1").arg(qRound(nearest->key));
    lines += QStringLiteral("\n%1  %2").arg(m_names[i], QString::number(nearest->value, 'g', 5));
  }
  QToolTip::showText(m_plot->mapToGlobal(at), lines, m_plot);
}

void LiveChart::applyColours() {
  const QColor ink = palette().color(QPalette::Text);
  const QColor paper = palette().color(QPalette::Base);
  const QColor grid = palette().color(QPalette::Mid);
  m_plot->setBackground(paper);
  for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
    axis->setNumberFormat(QStringLiteral("g"));  // 1500, not 1.5·10³
    axis->setBasePen(QPen(ink));
    axis->setTickPen(QPen(ink));
    axis->setSubTickPen(QPen(grid));
    axis->setTickLabelColor(ink);
    axis->grid()->setPen(QPen(grid, 1, Qt::DotLine));
    axis->setNumberPrecision(6);
  }
  m_plot->legend->setBrush(paper);
  m_plot->legend->setBorderPen(QPen(grid));
  m_plot->legend->setTextColor(ink);
  if (auto* title = qobject_cast<QCPTextElement*>(m_plot->plotLayout()->element(0, 0)))
    title->setTextColor(ink);
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LiveChart::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) applyColours();
  QWidget::changeEvent(event);
}

}  // namespace anchor
