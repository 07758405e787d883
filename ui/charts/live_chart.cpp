// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/live_chart.h"

#include <qcustomplot.h>

#include <QEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <optional>

namespace anchor {
namespace {

/// From the least to the greatest value of all curves that are shown; nothing without any.
std::optional<QCPRange> valueRange(const QCustomPlot& plot) {
  std::optional<QCPRange> values;
  for (int i = 0; i < plot.graphCount(); ++i) {
    if (!plot.graph(i)->visible()) continue;
    bool found = false;
    const QCPRange range = plot.graph(i)->getValueRange(found);
    if (found && values)
      values->expand(range);
    else if (found)
      values = range;
  }
  return values;
}

// Okabe and Ito; the first is drawn in the text colour so that it stands out on both grounds.
const QColor curveColours[] = {QColor(0x1f, 0x6f, 0xeb), QColor(0xE6, 0x9F, 0x00), QColor(0x00, 0x9E, 0x73),
                               QColor(0xD5, 0x5E, 0x00), QColor(0xCC, 0x79, 0xA7), QColor(0x56, 0xB4, 0xE9),
                               QColor(0x8c, 0x8c, 0x8c), QColor(0xB8, 0xA0, 0x00)};
constexpr double rawStrength = 0.25;  // behind a smoothed curve

QVector<QPointF> pointsOf(const QCPGraph* graph) {
  QVector<QPointF> points;
  if (graph == nullptr) return points;
  points.reserve(graph->dataCount());
  for (const QCPGraphData& at : *graph->data()) points.push_back({at.key, at.value});
  return points;
}

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
  // Under the curves, where it hides none.
  m_plot->axisRect()->insetLayout()->take(m_plot->legend);
  m_plot->plotLayout()->addElement(2, 0, m_plot->legend);
  constexpr double noMoreThanNeeded = 0.001;
  m_plot->plotLayout()->setRowStretchFactor(2, noMoreThanNeeded);
  m_plot->legend->setFillOrder(QCPLegend::foColumnsFirst);
  m_plot->legend->setRowSpacing(-1);
  m_plot->legend->setMargins({4, 0, 4, 2});
  m_plot->legend->setBorderPen(Qt::NoPen);
  m_plot->legend->setIconSize(16, 10);
  m_plot->xAxis->ticker()->setTickCount(4);  // numbers of iterations are long
  m_plot->installEventFilter(this);
  // The plot keeps mouse events from its parents: it must be asked itself.
  m_plot->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(m_plot, &QCustomPlot::customContextMenuRequested, this, &LiveChart::showMenu);
  connect(m_plot, &QCustomPlot::beforeReplot, this, &LiveChart::fitTicks);
  connect(m_plot, &QCustomPlot::beforeReplot, this, &LiveChart::showBestInside);
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
    if (event->button() != Qt::LeftButton) return;
    if (const Curve* named = inLegend(event->pos()))
      switchCurve(named->name);
    else
      Q_EMIT clicked(m_plot->xAxis->pixelToCoord(event->pos().x()));
  });
  connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
    Q_EMIT hovered(m_plot->xAxis->pixelToCoord(event->pos().x()));
    const bool named = inLegend(event->pos()) != nullptr;
    m_plot->setCursor(named ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (!showMarkAt(event->pos()) && named)
      QToolTip::showText(m_plot->mapToGlobal(event->pos()), tr("Click hides the curve, or shows it again"),
                         m_plot);
  });
  applyColours();
}

QColor LiveChart::curveColour(int index) {
  return curveColours[static_cast<size_t>(index) % std::size(curveColours)];
}

const LiveChart::Curve* LiveChart::find(const QString& name) const {
  const auto found = std::ranges::find(m_curves, name, &Curve::name);
  return found == m_curves.end() ? nullptr : &*found;
}

LiveChart::Curve& LiveChart::curve(const QString& name) {
  const auto found = std::ranges::find(m_curves, name, &Curve::name);
  if (found != m_curves.end()) return *found;
  Curve made;
  made.name = name;
  made.label = m_labels.value(name, name);
  made.look = m_looks.value(name, {curveColour(static_cast<int>(m_curves.size()))});
  made.average = Smoothing(m_smoothing);
  made.raw = m_plot->addGraph();
  made.smooth = m_plot->addGraph();
  for (QCPGraph* graph : {made.raw, made.smooth}) {
    graph->setName(made.label);
    graph->setVisible(isCurveShown(name));
  }
  m_curves.push_back(made);
  applyLook(m_curves.back());
  fillLegend();
  m_plot->legend->setVisible(m_curves.size() > 1 && !m_compact);
  return m_curves.back();
}

void LiveChart::applyLook(Curve& c) {
  // Width 1: wider pens go through Qt's stroker and cost a hundred times as much.
  const auto& [colour, style, sparse] = c.look;
  QColor faint = colour;
  faint.setAlphaF(rawStrength);
  const bool smoothing = averaged(c);
  c.raw->setPen(QPen(smoothing ? faint : colour, 1, style));
  c.smooth->setPen(QPen(colour, 1, style));
  c.raw->setScatterStyle((m_dots || sparse) && !smoothing ? QCPScatterStyle(QCPScatterStyle::ssDisc, 5)
                                                          : QCPScatterStyle());
}

void LiveChart::addPoint(const QString& name, double x, double value) {
  if (!std::isfinite(value)) return;
  Curve& c = curve(name);
  c.raw->addData(x, value);
  if (averaged(c)) c.smooth->addData(x, c.average.add(value));
}

void LiveChart::smoothAgain(Curve& c) {
  c.average = Smoothing(m_smoothing);
  QVector<double> x, y;
  if (averaged(c))
    for (const QCPGraphData& at : *c.raw->data()) {
      x.push_back(at.key);
      y.push_back(c.average.add(at.value));
    }
  c.smooth->setData(x, y, true);
}

void LiveChart::setSmoothing(double weight) {
  m_smoothing = weight;
  for (Curve& c : m_curves) {
    smoothAgain(c);
    applyLook(c);
  }
  fillLegend();
  refresh();
}

void LiveChart::clear() {
  m_plot->clearGraphs();
  m_curves.clear();
  m_looks.clear();
  m_plot->legend->setVisible(false);
  setHead({});
  m_followAll = true;
}

void LiveChart::setCompact() {
  m_compact = true;
  m_plot->plotLayout()->take(m_plot->legend);
  m_plot->plotLayout()->simplify();
  for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) axis->ticker()->setTickCount(3);
}

void LiveChart::setYRange(double low, double high) {
  m_fixedY = true;
  m_plot->yAxis->setRange(low, high);
}

void LiveChart::setLogarithmic(Qt::Orientation orientation, bool on) {
  if (orientation == Qt::Vertical && m_linearValues) return;
  m_logarithmic.setFlag(orientation, on);
  if (orientation == Qt::Vertical || !m_clock) applyScale(orientation);
}

void LiveChart::showNumbers() {
  m_clock = false;
  applyScale(Qt::Horizontal);
}

void LiveChart::applyScale(Qt::Orientation orientation) {
  const bool on = isLogarithmic(orientation);
  QCPAxis* axis = orientation == Qt::Vertical ? m_plot->yAxis : m_plot->xAxis;
  axis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
  axis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                     : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
  if (!on) axis->ticker()->setTickCount(m_compact ? 3 : orientation == Qt::Horizontal ? 4 : 5);
  refresh();
}

void LiveChart::showWallTime() {
  m_clock = true;
  auto* clock = new QCPAxisTickerDateTime;
  clock->setDateTimeFormat(QStringLiteral("hh:mm\nMM-dd"));
  m_plot->xAxis->setScaleType(QCPAxis::stLinear);
  m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(clock));
  m_plot->xAxis->ticker()->setTickCount(m_compact ? 2 : 4);
  refresh();
}

void LiveChart::fitTicks() {
  // In a narrow chart the numbers of iterations would run together.
  if (!m_compact || m_clock || m_plot->xAxis->scaleType() != QCPAxis::stLinear) return;
  const QString longest = QString::number(qRound64(m_plot->xAxis->range().upper));
  const double label = 1.5 * QFontMetrics(m_plot->xAxis->tickLabelFont()).horizontalAdvance(longest);
  m_plot->xAxis->ticker()->setTickCount(
      std::clamp(static_cast<int>(m_plot->axisRect()->width() / label), 1, 3));
}

void LiveChart::setEmptyWords(const QString& words) {
  m_emptyWords = new QCPItemText(m_plot);
  m_emptyWords->setText(words);
  m_emptyWords->position->setType(QCPItemPosition::ptAxisRectRatio);
  m_emptyWords->position->setCoords(0.5, 0.5);
  applyColours();
  showEmptyWords();
}

void LiveChart::showEmptyWords() {
  if (m_emptyWords == nullptr) return;
  const bool empty = std::ranges::all_of(m_curves, [](const Curve& c) { return c.raw->dataCount() == 0; });
  m_emptyWords->setVisible(empty);
  m_plot->xAxis->setTickLabels(!empty);
}

void LiveChart::refresh() {
  if (m_followAll) {
    m_plot->xAxis->rescale();
    if (!m_fixedY) fitValues();
  }
  placeBest();
  showEmptyWords();
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

std::pair<double, double> LiveChart::shownValues() const {
  return {m_plot->yAxis->range().lower, m_plot->yAxis->range().upper};
}

void LiveChart::fitValues() {
  QCPAxis* axis = m_plot->yAxis;
  if (axis->scaleType() != QCPAxis::stLinear) return axis->rescale(true);
  std::optional<QCPRange> values = valueRange(*m_plot);
  if (!values || *values == QCPRange(0, 0)) {
    axis->rescale(true);
    values = axis->range();
  } else if (values->size() == 0) {  // around one value that stays, as a learning rate, nothing says how far
    values->expand(2 * values->lower);
    values->expand(0);
  }
  axis->setRange(std::min(0.0, values->lower), values->upper);
}

void LiveChart::setBest(const QString& curve, Best best) {
  m_bestCurve = curve;
  m_best = best;
}

std::optional<QPointF> LiveChart::best() const {
  const Curve* c = find(m_bestCurve);
  if (m_best == Best::None || c == nullptr || !isCurveShown(c->name) || c->raw->dataCount() == 0) return {};
  // Of the curve that stands out: a lucky batch is no best loss.
  const auto points = (averaged(*c) ? c->smooth : c->raw)->data();
  const auto lower = [](const QCPGraphData& a, const QCPGraphData& b) { return a.value < b.value; };
  const auto at = m_best == Best::Highest ? std::max_element(points->constBegin(), points->constEnd(), lower)
                                          : std::min_element(points->constBegin(), points->constEnd(), lower);
  return QPointF(at->key, at->value);
}

void LiveChart::placeBest() {
  const auto at = best();
  if (m_bestMark == nullptr) {
    if (!at) return;
    m_bestMark = new QCPItemTracer(m_plot);
    m_bestMark->setStyle(QCPItemTracer::tsCircle);
    m_bestMark->setSize(9);
    m_bestMark->setClipToAxisRect(false);  // on the edge it would be half a circle
  }
  m_hasBest = at.has_value();
  if (!at) return;
  m_bestMark->setPen(QPen(palette().color(QPalette::Text), 1.5));
  m_bestMark->position->setCoords(*at);
}

void LiveChart::showBestInside() {
  if (m_bestMark == nullptr) return;
  const QPointF at = m_bestMark->position->coords();
  m_bestMark->setVisible(m_hasBest && m_plot->xAxis->range().contains(at.x()) &&
                         m_plot->yAxis->range().contains(at.y()));
}

void LiveChart::setCursorLine(std::optional<double> x) {
  if (m_cursor == nullptr) {
    m_cursor = new QCPItemStraightLine(m_plot);
    m_cursor->setPen(QPen(palette().color(QPalette::Highlight), 1, Qt::DashLine));
  }
  m_cursor->setVisible(x.has_value());
  if (x) {
    m_cursor->point1->setCoords(*x, 0);
    m_cursor->point2->setCoords(*x, 1);
  }
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LiveChart::setMarks(const QList<std::pair<double, QString>>& marks) {
  for (int i = m_plot->itemCount() - 1; i >= 0; --i)
    if (m_plot->item(i)->objectName() == QLatin1String("mark")) m_plot->removeItem(m_plot->item(i));
  for (const auto& [x, words] : marks) {
    auto* mark = new QCPItemText(m_plot);
    mark->setObjectName(QStringLiteral("mark"));
    mark->setText(QStringLiteral("▲"));
    mark->setProperty("words", words);
    mark->setColor(palette().color(QPalette::Text));
    mark->setPositionAlignment(Qt::AlignBottom | Qt::AlignHCenter);
    mark->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    mark->position->setCoords(x, 1);
  }
}

bool LiveChart::showMarkAt(const QPoint& at) {
  constexpr int reach = 6;  // pixels
  for (int i = 0; i < m_plot->itemCount(); ++i) {
    const auto* mark = qobject_cast<QCPItemText*>(m_plot->item(i));
    if (mark == nullptr || mark->objectName() != QLatin1String("mark")) continue;
    if ((mark->position->pixelPosition().toPoint() - at).manhattanLength() >= 2 * reach) continue;
    QToolTip::showText(m_plot->mapToGlobal(at), mark->property("words").toString(), m_plot);
    return true;
  }
  return false;
}

int LiveChart::pointCount(const QString& name) const {
  const Curve* c = find(name);
  return c == nullptr ? 0 : c->raw->dataCount();
}
QVector<QPointF> LiveChart::points(const QString& name) const {
  const Curve* c = find(name);
  return pointsOf(c == nullptr ? nullptr : c->raw);
}
QVector<QPointF> LiveChart::smoothed(const QString& name) const {
  const Curve* c = find(name);
  return pointsOf(c == nullptr ? nullptr : c->smooth);
}
QColor LiveChart::colourOf(const QString& name) const {
  const Curve* c = find(name);
  return c == nullptr ? QColor() : c->look.colour;
}
QStringList LiveChart::curves() const {
  QStringList names;
  for (const Curve& c : m_curves) names << c.name;
  return names;
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
  fillLegend();
  if (auto* title = qobject_cast<QCPTextElement*>(m_plot->plotLayout()->element(0, 0)))
    title->setTextColor(ink);
  if (m_emptyWords != nullptr) m_emptyWords->setColor(palette().color(QPalette::PlaceholderText));
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LiveChart::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) applyColours();
  QWidget::changeEvent(event);
}

bool LiveChart::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Leave) Q_EMIT hovered(std::nan(""));
  if (event->type() == QEvent::Resize) wrapLegend();
  return QWidget::eventFilter(watched, event);
}

}  // namespace anchor
