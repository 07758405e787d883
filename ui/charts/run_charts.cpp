#include "ui/charts/run_charts.h"

#include <QGridLayout>

namespace anchor {

RunCharts::RunCharts(QWidget* parent)
    : QWidget(parent),
      m_losses(new LiveChart(tr("Losses"), this)),
      m_accuracy(new LiveChart(tr("mAP and AP of each class"), this)),
      m_foreground(new LiveChart(tr("Foreground drawn"), this)),
      m_rate(new LiveChart(tr("Learning rate"), this)),
      m_speed(new LiveChart(tr("Images per second"), this)),
      m_all{m_losses, m_accuracy, m_foreground, m_rate, m_speed} {
  m_losses->setObjectName(QStringLiteral("lossChart"));
  m_accuracy->setObjectName(QStringLiteral("mapChart"));
  m_accuracy->setDots(true);
  m_accuracy->setYRange(0, 1.02);
  for (LiveChart* chart : m_all) connect(chart, &LiveChart::clicked, this, &RunCharts::iterationClicked);
  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  m_foreground->setObjectName(QStringLiteral("foregroundChart"));
  m_foreground->setToolTip(
      tr("Anchors and rois of the batch that were drawn as foreground. Near zero, the network sees no "
         "objects."));
  layout->addWidget(m_losses, 0, 0, 2, 1);
  layout->addWidget(m_accuracy, 0, 1, 2, 1);
  layout->addWidget(m_foreground, 0, 2, 2, 1);
  layout->addWidget(m_rate, 0, 3);
  layout->addWidget(m_speed, 1, 3);
  layout->setColumnStretch(0, 5);
  layout->setColumnStretch(1, 5);
  layout->setColumnStretch(2, 3);
  layout->setColumnStretch(3, 3);
}

void RunCharts::clear() {
  for (LiveChart* chart : m_all) {
    chart->clear();
    chart->refresh();
  }
  m_iterations = m_evaluations = 0;
  m_rewinds = 0;
}

void RunCharts::setCursorLine(std::optional<double> iteration) {
  for (LiveChart* chart : m_all) chart->setCursorLine(iteration);
}

void RunCharts::update(const RunHistory& history) {
  if (history.rewinds() != m_rewinds) {
    clear();
    m_rewinds = history.rewinds();
  }
  for (; m_iterations < history.iterations().size(); ++m_iterations) {
    const IterationEvent& e = history.iterations()[m_iterations];
    m_losses->addPoint(tr("total"), e.iteration, e.total);
    m_losses->addPoint(tr("RPN class"), e.iteration, e.rpn_cls);
    m_losses->addPoint(tr("RPN box"), e.iteration, e.rpn_box);
    m_losses->addPoint(tr("RoI class"), e.iteration, e.roi_cls);
    m_losses->addPoint(tr("RoI box"), e.iteration, e.roi_box);
    m_foreground->addPoint(tr("anchors"), e.iteration, e.rpn_fg);
    m_foreground->addPoint(tr("rois"), e.iteration, e.roi_fg);
    m_rate->addPoint(tr("rate"), e.iteration, e.learning_rate);
    m_speed->addPoint(tr("images/s"), e.iteration, e.images_per_second);
  }
  for (; m_evaluations < history.evaluations().size(); ++m_evaluations) {
    const EvaluationEvent& e = history.evaluations()[m_evaluations];
    m_accuracy->addPoint(tr("mAP@0.5"), e.iteration, e.voc12);
    m_accuracy->addPoint(tr("COCO mAP"), e.iteration, e.coco);
    for (const auto& [name, ap] : e.ap) m_accuracy->addPoint(QString::fromStdString(name), e.iteration, ap);
  }
  for (LiveChart* chart : m_all) chart->refresh();
}

}  // namespace anchor
