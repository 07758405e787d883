// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bar_chart.h"

#include <qcustomplot.h>

#include <QEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <cmath>

namespace anchor {

BarChart::BarChart(const QString& title, const QString& axis, QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot(this)) {
  setAccessibleName(title);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_plot);
  m_plot->plotLayout()->insertRow(0);
  m_plot->plotLayout()->addElement(0, 0, new QCPTextElement(m_plot, title, font()));
  m_plot->yAxis->setLabel(axis);
  setMinimumSize(160, 130);
  connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
    const int bar = barAt(event->pos());
    if (bar < 0) return QToolTip::hideText();
    const Bar& b = m_bars[static_cast<size_t>(bar)];
    QToolTip::showText(m_plot->mapToGlobal(event->pos()), b.tip.isEmpty() ? b.label : b.tip, m_plot);
  });
  connect(m_plot, &QCustomPlot::mouseRelease, this, [this](QMouseEvent* event) {
    if (const int bar = barAt(event->pos()); bar >= 0) Q_EMIT clicked(bar);
  });
}

int BarChart::barAt(const QPoint& at) const {
  if (!m_plot->axisRect()->rect().contains(at)) return -1;
  const int bar = static_cast<int>(std::lround(m_plot->xAxis->pixelToCoord(at.x())));
  return bar >= 0 && bar < static_cast<int>(m_bars.size()) ? bar : -1;
}

void BarChart::setBars(std::vector<Bar> bars) {
  m_bars = std::move(bars);
  draw();
}

int BarChart::labelStep() const {
  if (m_step == 1) return 1;
  int widest = 0;
  for (const Bar& bar : m_bars) widest = std::max(widest, fontMetrics().horizontalAdvance(bar.label));
  constexpr int besideBars = 70, gap = 8;
  const int perBar = std::max(1, (width() - besideBars) / std::max(1, static_cast<int>(m_bars.size())));
  return std::max(m_step, (widest + gap + perBar - 1) / perBar);
}

void BarChart::draw() {
  m_plot->clearPlottables();
  m_plot->clearItems();
  const QColor ink = palette().color(QPalette::Text);
  const QColor paper = palette().color(QPalette::Base);
  const QColor grid = palette().color(QPalette::Mid);
  m_plot->setBackground(paper);
  if (auto* title = qobject_cast<QCPTextElement*>(m_plot->plotLayout()->element(0, 0)))
    title->setTextColor(ink);
  QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
  double most = 0;
  const int step = labelStep();
  for (size_t i = 0; i < m_bars.size(); ++i) {
    const Bar& bar = m_bars[i];
    auto* plotted = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    plotted->setBaseValue(bar.from);
    plotted->setWidth(0.82);
    plotted->setPen(Qt::NoPen);
    plotted->setBrush(bar.colour);
    plotted->addData(static_cast<double>(i), bar.to - bar.from);
    if (static_cast<int>(i) % step == 0) ticker->addTick(static_cast<double>(i), bar.label);
    most = std::max({most, bar.from, bar.to});
    if (bar.above.isEmpty()) continue;
    auto* words = new QCPItemText(m_plot);
    words->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
    words->position->setCoords(static_cast<double>(i), std::max(bar.from, bar.to));
    words->setText(bar.above);
    words->setColor(ink);
  }
  m_plot->xAxis->setTicker(ticker);
  m_plot->xAxis->setSubTicks(false);
  m_plot->xAxis->grid()->setVisible(false);
  for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
    axis->setBasePen(QPen(ink));
    axis->setTickPen(QPen(ink));
    axis->setSubTickPen(QPen(grid));
    axis->setTickLabelColor(ink);
    axis->setLabelColor(ink);
    axis->grid()->setPen(QPen(grid, 1, Qt::DotLine));
  }
  m_plot->xAxis->setRange(-0.6, std::max(1.0, static_cast<double>(m_bars.size()) - 0.4));
  m_plot->xAxis->setTickLabelRotation(m_rotation);
  m_plot->yAxis->setRange(m_floor, most > m_floor ? m_floor + (most - m_floor) * 1.14 : m_floor + 1);
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void BarChart::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (m_step > 1) draw();
}

void BarChart::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) draw();
  QWidget::changeEvent(event);
}

}  // namespace anchor
