// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/run_charts.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSaveFile>
#include <cmath>
#include <set>
#include <stdexcept>

#include "ui/shared/dialogs.h"
#include "ui/shared/flow_row.h"
#include "ui/shared/message_words.h"
#include "ui/shared/settings.h"

namespace anchor {
namespace {

constexpr int smoothingSteps = 100;
constexpr QColor recallColour(0x8c, 0x8c, 0x8c);  // of the stage before the head: apart from the APs
constexpr int mostClassCurves = 8;                // more would hide the mean; the Classes panel has them all

constexpr std::array systemCharts{ChartKind::Foreground, ChartKind::Gradient, ChartKind::Speed,
                                  ChartKind::Machine, ChartKind::Memory};
constexpr int halves = 20;  // columns of the grid: the front row has other shares than the one below

void fillAxes(QComboBox* box) {
  for (const auto& [words, axis] : {std::pair{RunCharts::tr("Iteration"), ChartAxis::Iteration},
                                    {RunCharts::tr("Epoch"), ChartAxis::Epoch},
                                    {RunCharts::tr("Percent of the run"), ChartAxis::Progress},
                                    {RunCharts::tr("Minutes"), ChartAxis::Minutes},
                                    {RunCharts::tr("Clock"), ChartAxis::WallTime}})
    box->addItem(words, static_cast<int>(axis));
}

void dress(QToolButton* button, const QString& words, const char* name, const QString& tip) {
  button->setText(words);
  button->setObjectName(QLatin1String(name));
  button->setToolTip(tip);
}

QString shortest(double value) { return QString::number(value, 'g', QLocale::FloatingPointShortest); }

QString quoted(QString words) {
  return QLatin1Char('"') + words.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

/// Of the metric's curve in its chart, and in its chart's choice.
QString keyOf(const MetricRow& row, const QString& ofClass = {}) {
  return row.metric == Metric::ClassAp50 ? ofClass : QString::fromUtf8(row.name);
}
QString keyOf(Metric metric) { return keyOf(rowOf(metric)); }

}  // namespace

RunCharts::RunCharts(QWidget* parent)
    : QWidget(parent),
      m_axis(new QComboBox(this)),
      m_lossChoice(new QComboBox(this)),
      m_accuracyChoice(new QComboBox(this)),
      m_smoothing(new QSlider(Qt::Horizontal, this)),
      m_logX(new QToolButton(this)),
      m_logY(new QToolButton(this)),
      m_system(new QToolButton(this)) {
  for (int kind = 0; kind < chartKinds; ++kind)
    m_charts[static_cast<size_t>(kind)] = new LiveChart(shownName(static_cast<ChartKind>(kind)), this);
  setUpCharts();
  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(buildBar(), 0, 0, 1, halves);
  // What everybody looks at in front; what only somebody looks at who searches for a cause below.
  layout->addWidget(losses(), 1, 0, 1, 8);
  layout->addWidget(accuracy(), 1, 8, 1, 8);
  layout->addWidget(chart(ChartKind::Rate), 1, 16, 1, 4);
  int column = 0;
  for (const ChartKind kind : systemCharts) {
    layout->addWidget(chart(kind), 2, column, 1, halves / static_cast<int>(systemCharts.size()));
    column += halves / static_cast<int>(systemCharts.size());
    chart(kind)->setCompact();
  }
  chart(ChartKind::Rate)->setCompact();
  layout->setRowStretch(1, 5);
  layout->setRowStretch(2, 3);
  for (int half = 0; half < halves; ++half) layout->setColumnStretch(half, 1);
  showSystem(Settings::yes(setting::systemCharts));
}

void RunCharts::showSystem(bool on) {
  m_system->setChecked(on);
  for (const ChartKind kind : systemCharts) chart(kind)->setVisible(on);
  // A row that is hidden takes no share.
  qobject_cast<QGridLayout*>(layout())->setRowStretch(2, on ? 3 : 0);
}

void RunCharts::setUpCharts() {
  for (const MetricRow& row : metricRows())
    if (row.metric != Metric::ClassAp50) chart(row.chart)->setLabel(keyOf(row), shownName(row));
  losses()->setObjectName(QStringLiteral("lossChart"));
  accuracy()->setObjectName(QStringLiteral("mapChart"));
  foreground()->setObjectName(QStringLiteral("foregroundChart"));
  accuracy()->setDots(true);
  accuracy()->setYRange(0, 1.02);
  accuracy()->setLinearValues();
  accuracy()->setEmptyWords(tr("Filled by the first evaluation"));
  accuracy()->setBest(keyOf(Metric::MeanAp50), LiveChart::Best::Highest);
  losses()->setBest(keyOf(Metric::TotalLoss), LiveChart::Best::Lowest);
  foreground()->setToolTip(
      tr("Anchors and RoIs of the batch sampled as foreground. Near zero, the network sees no objects."));
  chart(ChartKind::Gradient)
      ->setToolTip(tr("Gradient norm before clipping. A sudden jump often precedes a diverging loss."));
  chart(ChartKind::Machine)
      ->setToolTip(tr("Fraction of a step spent waiting for images (if high, use more workers or a faster "
                      "disk), CPU use over all cores, GPU use, and GPU temperature."));
  chart(ChartKind::Machine)->setYRange(0, 102);
  chart(ChartKind::Memory)->setToolTip(tr("Resident memory of the engine, and its memory on the GPU."));
  for (LiveChart* chart : m_charts) {
    connect(chart, &LiveChart::clicked, this, [this](double x) {
      if (const auto iteration = iterationAt(x)) Q_EMIT iterationClicked(*iteration);
    });
    connect(chart, &LiveChart::hovered, this, [this](double x) {
      for (LiveChart* one : m_charts) one->showValuesAt(std::isnan(x) ? std::nullopt : std::optional(x));
      Q_EMIT iterationHovered(std::isnan(x) ? std::nullopt : iterationAt(x));
    });
    connect(chart, &LiveChart::inspectWanted, this, [this](double x) {
      if (const auto iteration = iterationAt(x)) Q_EMIT inspectWanted(*iteration);
    });
    connect(chart, &LiveChart::saveValuesWanted, this, &RunCharts::askForValues);
    connect(chart, &LiveChart::curveSwitched, this, &RunCharts::showInAll);
  }
}

QWidget* RunCharts::buildBar() {
  auto* bar = new QWidget(this);
  auto* row = new FlowRow(bar);
  row->setContentsMargins(6, 3, 6, 0);
  const auto named = [&](const QString& words, QWidget* widget, const char* name, const QString& tip) {
    auto* label = new QLabel(words, bar);
    label->setBuddy(widget);
    label->setToolTip(tip);
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(words);
    widget->setToolTip(tip);
    row->addWidget(label);
    row->addJoined(widget);
    return label;
  };
  fillAxes(m_axis);
  named(tr("X axis"), m_axis, "chartAxis", tr("Unit of the x axis of all charts."));
  m_smoothing->setRange(0, smoothingSteps - 1);
  m_smoothing->setMaximumWidth(130);
  named(tr("Smoothing"), m_smoothing, "chartSmoothing",
        tr("Exponential moving average; the original points stay visible. 0 = no smoothing."));
  const auto toggle = [&](QToolButton* button, const QString& words, const char* name, const QString& tip,
                          Qt::Orientation orientation) {
    dress(button, words, name, tip);
    button->setCheckable(true);
    row->addWidget(button);
    connect(button, &QToolButton::toggled, this, [this, orientation](bool on) {
      for (LiveChart* chart : m_charts) chart->setLogarithmic(orientation, on);
    });
  };
  toggle(m_logX, tr("log x"), "chartLogX", tr("Logarithmic x axes"), Qt::Horizontal);
  toggle(m_logY, tr("log y"), "chartLogY", tr("Logarithmic y axes; values of 0 and below are not drawn"),
         Qt::Vertical);
  named(tr("Loss"), m_lossChoice, "lossChoice", tr("Which loss of the runs is compared"));
  named(tr("Accuracy"), m_accuracyChoice, "accuracyChoice", tr("Which accuracy of the runs is compared"));
  row->toRight();
  dress(m_system, tr("More charts"), "chartSystem",
        tr("Foreground samples, gradient norm, speed, waiting, temperature and memory"));
  m_system->setCheckable(true);
  row->addWidget(m_system);
  connect(m_system, &QToolButton::toggled, this, [this](bool on) {
    showSystem(on);
    Settings::shared().set(setting::systemCharts, on);
  });
  connect(&Settings::shared(), &Settings::changed, this,
          [this] { m_system->setChecked(Settings::yes(setting::systemCharts)); });
  auto* save = new QToolButton(bar);
  dress(save, tr("Save values…"), "saveValues", tr("Every point of every chart as CSV, in full precision"));
  row->addWidget(save);
  connect(save, &QToolButton::clicked, this, &RunCharts::askForValues);
  connect(m_axis, &QComboBox::currentIndexChanged, this, &RunCharts::redraw);
  connect(m_lossChoice, &QComboBox::activated, this, &RunCharts::redraw);
  connect(m_accuracyChoice, &QComboBox::activated, this, &RunCharts::redraw);
  connect(m_smoothing, &QSlider::valueChanged, this, [this](int at) {
    for (LiveChart* chart : m_charts)
      if (chart != accuracy()) chart->setSmoothing(at / static_cast<double>(smoothingSteps));
  });
  fillChoices();
  return bar;
}

ChartAxis RunCharts::axis() const { return static_cast<ChartAxis>(m_axis->currentData().toInt()); }

void RunCharts::fillChoices() {
  std::set<std::string> classes;
  for (const RunTrack& run : m_runs)
    for (const EvaluationEvent& e : run.history->evaluations())
      for (const auto& [name, ap] : e.ap) classes.insert(name);
  for (const auto& [box, kind] :
       {std::pair{m_lossChoice, ChartKind::Losses}, {m_accuracyChoice, ChartKind::Accuracy}}) {
    const QVariant before = box->currentData();
    box->clear();
    for (const MetricRow& row : metricRows())
      if (row.chart == kind && row.metric != Metric::ClassAp50) box->addItem(shownName(row), keyOf(row));
    if (kind == ChartKind::Accuracy)
      for (const std::string& name : classes)
        box->addItem(QString::fromStdString(name), QString::fromStdString(name));
    box->setCurrentIndex(std::max(0, box->findData(before)));
    box->setVisible(comparing());
  }
  for (QLabel* label : findChildren<QLabel*>())
    if (label->buddy() == m_lossChoice || label->buddy() == m_accuracyChoice) label->setVisible(comparing());
}

void RunCharts::update(const RunHistory& history, double imagesPerStep) {
  if (m_runs.size() != 1 || m_runs.front().history != &history)
    return setRuns({{QString(), &history, imagesPerStep}});
  m_runs.front().imagesPerStep = imagesPerStep;
  update();
}

void RunCharts::setRuns(const QList<RunTrack>& runs) {
  m_runs = runs;
  fillChoices();
  redraw();
}

void RunCharts::setClassColours(const QHash<QString, QColor>& colours) {
  if (m_classColours == colours) return;
  m_classColours = colours;
  redraw();
}

void RunCharts::clear() {
  m_runs.clear();
  fillChoices();
  redraw();
}

void RunCharts::redraw() {
  m_drawn = QList<Drawn>(m_runs.size());
  for (LiveChart* chart : m_charts) {
    chart->clear();
    if (axis() == ChartAxis::WallTime)
      chart->showWallTime();
    else
      chart->showNumbers();
  }
  // As the total, for the same quantity on other images.
  losses()->setLook(keyOf(Metric::ValidationLoss), {LiveChart::curveColour(0), Qt::DashLine, true});
  if (!comparing()) {
    accuracy()->setLook(keyOf(Metric::RpnRecall), {recallColour, Qt::DashLine});
    accuracy()->setLook(keyOf(Metric::CocoMeanAp),
                        {LiveChart::curveColour(0), Qt::DashLine});  // the others are classes'
    for (auto it = m_classColours.cbegin(); it != m_classColours.cend(); ++it)
      accuracy()->setLook(it.key(), {it.value()});
  }
  losses()->setBest(comparing() ? QString() : keyOf(Metric::TotalLoss), LiveChart::Best::Lowest);
  accuracy()->setBest(comparing() ? QString() : keyOf(Metric::MeanAp50), LiveChart::Best::Highest);
  for (int run = 0; run < m_runs.size(); ++run) m_drawn[run].rewinds = m_runs[run].history->rewinds();
  update();
}

void RunCharts::update() {
  for (int run = 0; run < m_runs.size(); ++run)
    if (m_runs[run].history->rewinds() != m_drawn[run].rewinds) return redraw();
  for (int run = 0; run < m_runs.size(); ++run) add(run);
  showMarks();
  for (LiveChart* chart : m_charts) chart->refresh();
}

void RunCharts::eachPoint(const RunHistory& history, Drawn& from, const auto& take) const {
  for (; from.iterations < history.iterations().size(); ++from.iterations) {
    const IterationEvent& e = history.iterations()[from.iterations];
    const double time = history.iterationTimes()[from.iterations];
    for (const MetricRow& row : metricRows())
      if (row.ofStep != nullptr) take(row, QString(), e.iteration, time, row.ofStep(e));
  }
  for (; from.evaluations < history.evaluations().size(); ++from.evaluations) {
    const EvaluationEvent& e = history.evaluations()[from.evaluations];
    const double time = history.evaluationTimes()[from.evaluations];
    for (const MetricRow& row : metricRows()) {
      if (row.ofEvaluation != nullptr) take(row, QString(), e.iteration, time, row.ofEvaluation(e));
      if (row.metric == Metric::ClassAp50)
        for (const auto& [name, ap] : e.ap) take(row, QString::fromStdString(name), e.iteration, time, ap);
    }
  }
}

void RunCharts::add(int run) {
  eachPoint(*m_runs[run].history, m_drawn[run],
            [&](const MetricRow& row, const QString& ofClass, int iteration, double time, double value) {
              addPoint(run, row, ofClass, iteration, time, value);
            });
}

void RunCharts::saveValues(const QString& path) const {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) throw std::runtime_error(file.errorString().toStdString());
  QTextStream out(&file);
  out << "run,chart,curve,iteration,time,value\n";
  for (const RunTrack& run : m_runs) {
    Drawn from;
    eachPoint(*run.history, from,
              [&](const MetricRow& row, const QString& ofClass, int iteration, double time, double value) {
                if (std::isnan(value)) return;  // not measured
                out << quoted(run.name) << ',' << quoted(QString::fromUtf8(chartName(row.chart))) << ','
                    << quoted(keyOf(row, ofClass)) << ',' << iteration << ',' << shortest(time) << ','
                    << shortest(value) << '\n';
              });
  }
  out.flush();
  if (!file.commit()) throw std::runtime_error(file.errorString().toStdString());
}

void RunCharts::showInAll(const QString& curve, bool shown) {
  if (!comparing()) return;
  for (LiveChart* chart : m_charts)
    for (const QString& name : chart->curves())
      if (name == curve || name.startsWith(curve + QStringLiteral(", "))) chart->setCurveShown(name, shown);
}

void RunCharts::addPoint(int run, const MetricRow& row, const QString& ofClass, int iteration, double time,
                         double value) {
  const double x = placeOn(axis(), m_runs[run], iteration, time);
  const QString key = keyOf(row, ofClass);
  LiveChart* chart = this->chart(row.chart);
  if (!comparing()) {
    const bool crowded = row.metric == Metric::ClassAp50 &&
                         m_runs[run].history->evaluations().back().ap.size() > mostClassCurves;
    if (!crowded) chart->addPoint(key, x, value);
    return;
  }
  // One curve of each run in a chart; two where they belong together and the line tells them apart.
  if (row.compared == Compared::Never) return;
  const QComboBox* choice = row.chart == ChartKind::Losses ? m_lossChoice : m_accuracyChoice;
  if (row.compared == Compared::Chosen && choice->currentData().toString() != key) return;
  const bool second = row.compared == Compared::Dashed;
  const auto named = [&](const QString& metric) {
    return second ? QStringLiteral("%1, %2").arg(m_runs[run].name, metric) : m_runs[run].name;
  };
  const QString name = named(key);
  chart->setLabel(name, named(shownName(row)));
  chart->setLook(name, {LiveChart::curveColour(run), second ? Qt::DashLine : Qt::SolidLine,
                        row.metric == Metric::ValidationLoss});
  chart->addPoint(name, x, value);
}

void RunCharts::showMarks() {
  QList<std::pair<double, QString>> marks;
  if (m_runs.size() == 1)
    for (const RunHistory::Mark& mark : m_runs.front().history->marks()) {
      using Kind = RunHistory::Mark::Kind;
      const QString words = mark.kind == Kind::Resumed  ? tr("resumed here")
                            : mark.kind == Kind::Frozen ? tr("a batch was kept: its loss jumped")
                                                        : tr("labels edited, steps: %1").arg(mark.count);
      marks.push_back({placeOn(axis(), m_runs.front(), mark.iteration, mark.time), words});
    }
  losses()->setMarks(marks);
}

std::optional<int> RunCharts::iterationAt(double x) const {
  if (m_runs.isEmpty()) return {};
  if (axis() == ChartAxis::Iteration) return qRound(x);
  const RunHistory& history = *m_runs.front().history;
  std::optional<int> nearest;
  double distance = 0;
  for (size_t i = 0; i < history.iterations().size(); ++i) {
    const int iteration = history.iterations()[i].iteration;
    const double off = std::abs(placeOn(axis(), m_runs.front(), iteration, history.iterationTimes()[i]) - x);
    if (nearest && off >= distance) continue;
    nearest = iteration;
    distance = off;
  }
  return nearest;
}

void RunCharts::setCursorLine(std::optional<double> iteration) {
  std::optional<double> x = iteration;
  if (iteration && !m_runs.isEmpty() && axis() != ChartAxis::Iteration) {
    const RunHistory& history = *m_runs.front().history;
    for (size_t i = 0; i < history.iterations().size(); ++i)
      if (history.iterations()[i].iteration <= *iteration)
        x = placeOn(axis(), m_runs.front(), history.iterations()[i].iteration, history.iterationTimes()[i]);
  }
  for (LiveChart* chart : m_charts) chart->setCursorLine(x);
}

}  // namespace anchor
