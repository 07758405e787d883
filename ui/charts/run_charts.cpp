#include "ui/charts/run_charts.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSaveFile>
#include <cmath>
#include <set>
#include <stdexcept>
#include <tuple>

#include "ui/shared/dialogs.h"
#include "ui/shared/lower_words.h"

namespace anchor {
namespace {

constexpr int smoothingSteps = 100;
constexpr QColor recallColour(0x8c, 0x8c, 0x8c);  // of the stage before the head: apart from the APs
constexpr int mostClassCurves = 8;                // more would hide the mean; the Classes panel has them all

QString shortest(double value) { return QString::number(value, 'g', QLocale::FloatingPointShortest); }

QString quoted(QString words) {
  return QLatin1Char('"') + words.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

}  // namespace

RunCharts::RunCharts(QWidget* parent)
    : QWidget(parent),
      m_losses(new LiveChart(tr("Losses"), this)),
      m_accuracy(new LiveChart(tr("mAP and AP of each class"), this)),
      m_foreground(new LiveChart(tr("Foreground drawn"), this)),
      m_gradient(new LiveChart(tr("Gradient norm"), this)),
      m_rate(new LiveChart(tr("Learning rate"), this)),
      m_speed(new LiveChart(tr("Images per second"), this)),
      m_machine(new LiveChart(tr("Wait, CPU, GPU %, °C"), this)),
      m_memory(new LiveChart(tr("Memory, MB"), this)),
      m_all{m_losses, m_accuracy, m_foreground, m_gradient, m_rate, m_speed, m_machine, m_memory},
      m_axis(new QComboBox(this)),
      m_lossChoice(new QComboBox(this)),
      m_accuracyChoice(new QComboBox(this)),
      m_smoothing(new QSlider(Qt::Horizontal, this)),
      m_logX(new QToolButton(this)),
      m_logY(new QToolButton(this)) {
  m_losses->setObjectName(QStringLiteral("lossChart"));
  m_accuracy->setObjectName(QStringLiteral("mapChart"));
  m_foreground->setObjectName(QStringLiteral("foregroundChart"));
  m_accuracy->setDots(true);
  m_accuracy->setYRange(0, 1.02);
  m_accuracy->setLinearValues();
  m_accuracy->setEmptyWords(tr("Filled by the first evaluation"));
  m_accuracy->setLegendAt(Qt::AlignBottom | Qt::AlignRight);  // curves rise
  m_accuracy->setBest(tr("mAP@0.5"), LiveChart::Best::Highest);
  m_losses->setBest(tr("total"), LiveChart::Best::Lowest);
  m_foreground->setToolTip(
      tr("Anchors and rois of the batch that were drawn as foreground. Near zero, the network sees no "
         "objects."));
  m_gradient->setToolTip(
      tr("Length of the gradient before clipping. A jump comes before a loss that breaks."));
  m_machine->setToolTip(tr(
      "Share of a step that waits for images (high: more workers, or a faster disk), share of all cores that "
      "the engine keeps busy, share of time that the GPU works, and its temperature."));
  m_machine->setYRange(0, 102);
  m_memory->setToolTip(tr("Resident memory of the engine, and what it holds on the GPU."));
  for (LiveChart* chart : m_all) {
    connect(chart, &LiveChart::clicked, this, [this](double x) {
      if (const auto iteration = iterationAt(x)) Q_EMIT iterationClicked(*iteration);
    });
    connect(chart, &LiveChart::hovered, this, [this](double x) {
      for (LiveChart* one : m_all) one->showValuesAt(std::isnan(x) ? std::nullopt : std::optional(x));
    });
    connect(chart, &LiveChart::saveValuesWanted, this, &RunCharts::askForValues);
    connect(chart, &LiveChart::curveSwitched, this, &RunCharts::showInAll);
  }
  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(buildBar(), 0, 0, 1, 5);
  layout->addWidget(m_losses, 1, 0, 2, 1);
  layout->addWidget(m_accuracy, 1, 1, 2, 1);
  layout->addWidget(m_foreground, 1, 2);
  layout->addWidget(m_gradient, 2, 2);
  layout->addWidget(m_rate, 1, 3);
  layout->addWidget(m_speed, 2, 3);
  layout->addWidget(m_machine, 1, 4);
  layout->addWidget(m_memory, 2, 4);
  layout->setRowStretch(1, 1);
  layout->setRowStretch(2, 1);
  for (LiveChart* chart : {m_foreground, m_gradient, m_rate, m_speed, m_machine, m_memory})
    chart->setCompact();
  for (const auto& [column, share] : {std::pair{0, 5}, {1, 5}, {2, 3}, {3, 3}, {4, 3}})
    layout->setColumnStretch(column, share);
}

QWidget* RunCharts::buildBar() {
  auto* bar = new QWidget(this);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(6, 3, 6, 0);
  const auto named = [&](const QString& words, QWidget* widget, const char* name, const QString& tip) {
    auto* label = new QLabel(words, bar);
    label->setBuddy(widget);
    label->setToolTip(tip);
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(words);
    widget->setToolTip(tip);
    row->addWidget(label);
    row->addWidget(widget);
    return label;
  };
  for (const auto& [words, axis] : {std::pair{tr("Iteration"), ChartAxis::Iteration},
                                    {tr("Epoch"), ChartAxis::Epoch},
                                    {tr("Percent of the run"), ChartAxis::Progress},
                                    {tr("Minutes"), ChartAxis::Minutes},
                                    {tr("Clock"), ChartAxis::WallTime}})
    m_axis->addItem(words, static_cast<int>(axis));
  named(tr("Over"), m_axis, "chartAxis", tr("What the x axis of every chart counts."));
  m_smoothing->setRange(0, smoothingSteps - 1);
  m_smoothing->setMaximumWidth(130);
  named(tr("Smoothing"), m_smoothing, "chartSmoothing",
        tr("An exponential average over all points; the points stay behind it. 0 = the points themselves."));
  const auto toggle = [&](QToolButton* button, const QString& words, const char* name, const QString& tip,
                          Qt::Orientation orientation) {
    button->setText(words);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(tip);
    button->setCheckable(true);
    row->addWidget(button);
    connect(button, &QToolButton::toggled, this, [this, orientation](bool on) {
      for (LiveChart* chart : m_all) chart->setLogarithmic(orientation, on);
    });
  };
  toggle(m_logX, tr("log x"), "chartLogX", tr("Logarithmic x axes"), Qt::Horizontal);
  toggle(m_logY, tr("log y"), "chartLogY", tr("Logarithmic y axes; values of 0 and below are not drawn"),
         Qt::Vertical);
  named(tr("Loss"), m_lossChoice, "lossChoice", tr("Which loss of the runs is compared"));
  named(tr("Accuracy"), m_accuracyChoice, "accuracyChoice", tr("Which accuracy of the runs is compared"));
  row->addStretch(1);
  auto* save = new QToolButton(bar);
  save->setText(tr("Save values…"));
  save->setObjectName(QStringLiteral("saveValues"));
  save->setToolTip(tr("Every point of every chart as CSV, in full digits"));
  row->addWidget(save);
  connect(save, &QToolButton::clicked, this, &RunCharts::askForValues);
  connect(m_axis, &QComboBox::currentIndexChanged, this, &RunCharts::redraw);
  connect(m_lossChoice, &QComboBox::activated, this, &RunCharts::redraw);
  connect(m_accuracyChoice, &QComboBox::activated, this, &RunCharts::redraw);
  connect(m_smoothing, &QSlider::valueChanged, this, [this](int at) {
    for (LiveChart* chart : m_all)
      if (chart != m_accuracy) chart->setSmoothing(at / static_cast<double>(smoothingSteps));
  });
  fillChoices();
  return bar;
}

ChartAxis RunCharts::axis() const { return static_cast<ChartAxis>(m_axis->currentData().toInt()); }

void RunCharts::fillChoices() {
  const auto fill = [](QComboBox* box, const QStringList& words, bool shown) {
    const QString before = box->currentText();
    box->clear();
    box->addItems(words);
    box->setCurrentIndex(std::max(0, box->findText(before)));
    box->setVisible(shown);
  };
  fill(m_lossChoice,
       {tr("total"), tr("RPN class"), tr("RPN box"), tr("RoI class"), tr("RoI box"), tr("validation")},
       comparing());
  QStringList accuracies{tr("mAP@0.5"), tr("COCO mAP"), tr("RPN recall@0.5")};
  std::set<std::string> classes;
  for (const RunTrack& run : m_runs)
    for (const EvaluationEvent& e : run.history->evaluations())
      for (const auto& [name, ap] : e.ap) classes.insert(name);
  for (const std::string& name : classes) accuracies << QString::fromStdString(name);
  fill(m_accuracyChoice, accuracies, comparing());
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
  for (LiveChart* chart : m_all) {
    chart->clear();
    if (axis() == ChartAxis::WallTime)
      chart->showWallTime();
    else
      chart->showNumbers();
  }
  // As the total, for the same quantity on other images.
  m_losses->setLook(tr("validation"), {LiveChart::curveColour(0), Qt::DashLine, true});
  if (!comparing()) {
    m_accuracy->setLook(tr("RPN recall@0.5"), {recallColour, Qt::DashLine});
    m_accuracy->setLook(tr("COCO mAP"),
                        {LiveChart::curveColour(0), Qt::DashLine});  // the others are classes'
    for (auto it = m_classColours.cbegin(); it != m_classColours.cend(); ++it)
      m_accuracy->setLook(it.key(), {it.value()});
  }
  m_losses->setBest(comparing() ? QString() : tr("total"), LiveChart::Best::Lowest);
  m_accuracy->setBest(comparing() ? QString() : tr("mAP@0.5"), LiveChart::Best::Highest);
  for (int run = 0; run < m_runs.size(); ++run) m_drawn[run].rewinds = m_runs[run].history->rewinds();
  update();
}

void RunCharts::update() {
  for (int run = 0; run < m_runs.size(); ++run)
    if (m_runs[run].history->rewinds() != m_drawn[run].rewinds) return redraw();
  for (int run = 0; run < m_runs.size(); ++run) add(run);
  showMarks();
  for (LiveChart* chart : m_all) chart->refresh();
}

void RunCharts::eachPoint(const RunHistory& history, Drawn& from, const auto& take) const {
  for (; from.iterations < history.iterations().size(); ++from.iterations) {
    const IterationEvent& e = history.iterations()[from.iterations];
    const double time = history.iterationTimes()[from.iterations];
    const std::tuple<LiveChart*, QString, double> values[] = {{m_losses, tr("total"), e.total},
                                                              {m_losses, tr("RPN class"), e.rpn_cls},
                                                              {m_losses, tr("RPN box"), e.rpn_box},
                                                              {m_losses, tr("RoI class"), e.roi_cls},
                                                              {m_losses, tr("RoI box"), e.roi_box},
                                                              {m_foreground, tr("anchors"), e.rpn_fg},
                                                              {m_foreground, tr("rois"), e.roi_fg},
                                                              {m_gradient, tr("norm"), e.gradient_norm},
                                                              {m_rate, tr("rate"), e.learning_rate},
                                                              {m_speed, tr("images/s"), e.images_per_second},
                                                              {m_machine, tr("waiting"), 100 * e.wait_share},
                                                              {m_machine, tr("CPU"), 100 * e.cpu_share},
                                                              {m_memory, tr("memory"), e.memory_mb}};
    for (const auto& [chart, curve, value] : values) take(chart, curve, e.iteration, time, value);
    // No curve where there is no GPU.
    if (!std::isnan(e.gpu_share)) take(m_machine, tr("GPU"), e.iteration, time, 100 * e.gpu_share);
    if (!std::isnan(e.gpu_celsius)) take(m_machine, tr("GPU °C"), e.iteration, time, e.gpu_celsius);
    if (!std::isnan(e.gpu_memory_mb)) take(m_memory, tr("GPU memory"), e.iteration, time, e.gpu_memory_mb);
  }
  for (; from.evaluations < history.evaluations().size(); ++from.evaluations) {
    const EvaluationEvent& e = history.evaluations()[from.evaluations];
    const double time = history.evaluationTimes()[from.evaluations];
    if (!std::isnan(e.total)) take(m_losses, tr("validation"), e.iteration, time, e.total);
    take(m_accuracy, tr("mAP@0.5"), e.iteration, time, e.voc12);
    take(m_accuracy, tr("COCO mAP"), e.iteration, time, e.coco);
    for (const auto& [name, ap] : e.ap) take(m_accuracy, QString::fromStdString(name), e.iteration, time, ap);
    if (!std::isnan(e.rpn_recall)) take(m_accuracy, tr("RPN recall@0.5"), e.iteration, time, e.rpn_recall);
  }
}

void RunCharts::add(int run) {
  eachPoint(*m_runs[run].history, m_drawn[run],
            [&](LiveChart* chart, const QString& curve, int iteration, double time, double value) {
              addPoint(run, chart, curve, iteration, time, value);
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
              [&](const LiveChart* chart, const QString& curve, int iteration, double time, double value) {
                out << quoted(run.name) << ',' << quoted(chart->title()) << ',' << quoted(curve) << ','
                    << iteration << ',' << shortest(time) << ',' << shortest(value) << '\n';
              });
  }
  out.flush();
  if (!file.commit()) throw std::runtime_error(file.errorString().toStdString());
}

void RunCharts::showInAll(const QString& curve, bool shown) {
  if (!comparing()) return;
  for (LiveChart* chart : m_all)
    for (const QString& name : chart->curves())
      if (name == curve || name.startsWith(curve + QStringLiteral(", "))) chart->setCurveShown(name, shown);
}

void RunCharts::askForValues() {
  const QString path = dialogs::chooseNewFile(this, tr("Save all values"), tr("CSV (*.csv)"));
  if (path.isEmpty()) return;
  try {
    saveValues(path);
  } catch (const std::exception& error) {
    dialogs::tell(this, QMessageBox::Warning, tr("Save all values"),
                  tr("%1 cannot be written: %2").arg(path, inWords(error)));
  }
}

void RunCharts::addPoint(int run, LiveChart* chart, const QString& curve, int iteration, double time,
                         double value) {
  const double x = placeOn(axis(), m_runs[run], iteration, time);
  if (!comparing()) {
    const bool crowded =
        chart == m_accuracy && m_runs[run].history->evaluations().back().ap.size() > mostClassCurves;
    const bool ofAll = curve == tr("mAP@0.5") || curve == tr("COCO mAP") || curve == tr("RPN recall@0.5");
    if (!crowded || ofAll) chart->addPoint(curve, x, value);
    return;
  }
  // One curve of each run in a chart; two where they belong together and the line tells them apart.
  if (chart == m_machine && curve != tr("waiting")) return;
  if (chart == m_memory && curve != tr("memory")) return;
  if (chart == m_losses && curve != m_lossChoice->currentText()) return;
  if (chart == m_accuracy && curve != m_accuracyChoice->currentText()) return;
  const bool second = chart == m_foreground && curve == tr("rois");
  const QString name = second ? QStringLiteral("%1, %2").arg(m_runs[run].name, curve) : m_runs[run].name;
  const bool sparse = chart == m_losses && curve == tr("validation");
  chart->setLook(name, {LiveChart::curveColour(run), second ? Qt::DashLine : Qt::SolidLine, sparse});
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
  m_losses->setMarks(marks);
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
  for (LiveChart* chart : m_all) chart->setCursorLine(x);
}

}  // namespace anchor
