// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Every number of a run that charts show: one row each. To add a metric, add its row in metrics.cpp and its
// name here; charts, choices and saved tables walk the rows.

#include <QString>
#include <span>

#include "engine/protocol/run_event.h"

namespace anchor {

enum class Metric {
  TotalLoss,
  RpnClassLoss,
  RpnBoxLoss,
  RoiClassLoss,
  RoiBoxLoss,
  ValidationLoss,
  ForegroundAnchors,
  ForegroundRois,
  GradientNorm,
  LearningRate,
  Speed,
  WaitShare,
  CpuShare,
  GpuShare,
  GpuCelsius,
  Memory,
  GpuMemory,
  MeanAp50,
  CocoMeanAp,
  ClassAp50,
  RpnRecall
};

enum class ChartKind { Losses, Accuracy, Foreground, Gradient, Rate, Speed, Machine, Memory };
constexpr int chartKinds = 8;

/// What becomes of a metric where runs are laid over each other.
enum class Compared {
  Chosen,  ///< one of its chart, which a person chooses
  Always,
  Dashed,  ///< beside one that is drawn always
  Never
};

struct MetricRow {
  Metric metric;
  ChartKind chart;
  const char* name;  ///< English, which files hold in every language; shown translated, see shownName
  Compared compared;
  double (*ofStep)(const IterationEvent&);  ///< null: not a number of steps; NaN: not measured
  double (*ofEvaluation)(
      const EvaluationEvent&);  ///< the same of evaluations; ClassAp50 has one of each class
};

/// In the order in which a chart makes its curves.
std::span<const MetricRow> metricRows();
const MetricRow& rowOf(Metric metric);
QString shownName(const MetricRow& row);
/// English, for files.
const char* chartName(ChartKind chart);
QString shownName(ChartKind chart);

}  // namespace anchor
