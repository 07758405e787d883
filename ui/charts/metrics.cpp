// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/metrics.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace anchor {
namespace {

constexpr const char* context = "anchor::RunCharts";

using Step = IterationEvent;
using Evaluation = EvaluationEvent;

constexpr std::array rows{
    MetricRow{Metric::TotalLoss, ChartKind::Losses, QT_TRANSLATE_NOOP("anchor::RunCharts", "total"),
              Compared::Chosen, [](const Step& e) { return e.losses.total; }, nullptr},
    MetricRow{Metric::RpnClassLoss, ChartKind::Losses, QT_TRANSLATE_NOOP("anchor::RunCharts", "RPN class"),
              Compared::Chosen, [](const Step& e) { return e.losses.rpn_cls; }, nullptr},
    MetricRow{Metric::RpnBoxLoss, ChartKind::Losses, QT_TRANSLATE_NOOP("anchor::RunCharts", "RPN box"),
              Compared::Chosen, [](const Step& e) { return e.losses.rpn_box; }, nullptr},
    MetricRow{Metric::RoiClassLoss, ChartKind::Losses, QT_TRANSLATE_NOOP("anchor::RunCharts", "RoI class"),
              Compared::Chosen, [](const Step& e) { return e.losses.roi_cls; }, nullptr},
    MetricRow{Metric::RoiBoxLoss, ChartKind::Losses, QT_TRANSLATE_NOOP("anchor::RunCharts", "RoI box"),
              Compared::Chosen, [](const Step& e) { return e.losses.roi_box; }, nullptr},
    MetricRow{Metric::ValidationLoss, ChartKind::Losses, QT_TRANSLATE_NOOP("anchor::RunCharts", "validation"),
              Compared::Chosen, nullptr, [](const Evaluation& e) { return e.losses.total; }},
    MetricRow{Metric::ForegroundAnchors, ChartKind::Foreground,
              QT_TRANSLATE_NOOP("anchor::RunCharts", "anchors"), Compared::Always,
              [](const Step& e) { return static_cast<double>(e.rpn_fg); }, nullptr},
    MetricRow{Metric::ForegroundRois, ChartKind::Foreground, QT_TRANSLATE_NOOP("anchor::RunCharts", "rois"),
              Compared::Dashed, [](const Step& e) { return static_cast<double>(e.roi_fg); }, nullptr},
    MetricRow{Metric::GradientNorm, ChartKind::Gradient, QT_TRANSLATE_NOOP("anchor::RunCharts", "norm"),
              Compared::Always, [](const Step& e) { return e.gradient_norm; }, nullptr},
    MetricRow{Metric::LearningRate, ChartKind::Rate, QT_TRANSLATE_NOOP("anchor::RunCharts", "rate"),
              Compared::Always, [](const Step& e) { return e.learning_rate; }, nullptr},
    MetricRow{Metric::Speed, ChartKind::Speed, QT_TRANSLATE_NOOP("anchor::RunCharts", "images/s"),
              Compared::Always, [](const Step& e) { return e.images_per_second; }, nullptr},
    MetricRow{Metric::WaitShare, ChartKind::Machine, QT_TRANSLATE_NOOP("anchor::RunCharts", "waiting"),
              Compared::Always, [](const Step& e) { return 100 * e.wait_share; }, nullptr},
    MetricRow{Metric::CpuShare, ChartKind::Machine, QT_TRANSLATE_NOOP("anchor::RunCharts", "CPU"),
              Compared::Never, [](const Step& e) { return 100 * e.cpu_share; }, nullptr},
    MetricRow{Metric::GpuShare, ChartKind::Machine, QT_TRANSLATE_NOOP("anchor::RunCharts", "GPU"),
              Compared::Never, [](const Step& e) { return 100 * e.gpu_share; }, nullptr},
    MetricRow{Metric::GpuCelsius, ChartKind::Machine, QT_TRANSLATE_NOOP("anchor::RunCharts", "GPU °C"),
              Compared::Never, [](const Step& e) { return e.gpu_celsius; }, nullptr},
    MetricRow{Metric::Memory, ChartKind::Memory, QT_TRANSLATE_NOOP("anchor::RunCharts", "memory"),
              Compared::Always, [](const Step& e) { return e.memory_mb; }, nullptr},
    MetricRow{Metric::GpuMemory, ChartKind::Memory, QT_TRANSLATE_NOOP("anchor::RunCharts", "GPU memory"),
              Compared::Never, [](const Step& e) { return e.gpu_memory_mb; }, nullptr},
    MetricRow{Metric::MeanAp50, ChartKind::Accuracy, QT_TRANSLATE_NOOP("anchor::RunCharts", "mAP@0.5"),
              Compared::Chosen, nullptr, [](const Evaluation& e) { return e.voc12; }},
    MetricRow{Metric::CocoMeanAp, ChartKind::Accuracy, QT_TRANSLATE_NOOP("anchor::RunCharts", "COCO mAP"),
              Compared::Chosen, nullptr, [](const Evaluation& e) { return e.coco; }},
    MetricRow{Metric::ClassAp50, ChartKind::Accuracy, "", Compared::Chosen, nullptr, nullptr},
    MetricRow{Metric::RpnRecall, ChartKind::Accuracy,
              QT_TRANSLATE_NOOP("anchor::RunCharts", "RPN recall@0.5"), Compared::Chosen, nullptr,
              [](const Evaluation& e) { return e.rpn_recall; }},
};

}  // namespace

std::span<const MetricRow> metricRows() { return rows; }

const MetricRow& rowOf(Metric metric) { return *std::ranges::find(rows, metric, &MetricRow::metric); }

QString shownName(const MetricRow& row) { return QCoreApplication::translate(context, row.name); }

const char* chartName(ChartKind chart) {
  switch (chart) {
    case ChartKind::Losses:
      return QT_TRANSLATE_NOOP("anchor::RunCharts", "Losses");
    case ChartKind::Accuracy:
      return QT_TRANSLATE_NOOP("anchor::RunCharts", "mAP and AP of each class");
    case ChartKind::Foreground:
      return QT_TRANSLATE_NOOP("anchor::RunCharts", "Foreground samples");
    case ChartKind::Gradient:
      return QT_TRANSLATE_NOOP("anchor::RunCharts", "Gradient norm");
    case ChartKind::Rate:
      return QT_TRANSLATE_NOOP("anchor::RunCharts", "Learning rate");
    case ChartKind::Speed:
      return QT_TRANSLATE_NOOP("anchor::RunCharts", "Images per second");
    case ChartKind::Machine:
      return QT_TRANSLATE_NOOP("anchor::RunCharts", "Wait, CPU, GPU %, °C");
    case ChartKind::Memory:
      return QT_TRANSLATE_NOOP("anchor::RunCharts", "Memory, MB");
  }
  return "";
}

QString shownName(ChartKind chart) { return QCoreApplication::translate(context, chartName(chart)); }

}  // namespace anchor
