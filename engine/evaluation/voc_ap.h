// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <optional>

#include "engine/evaluation/matching.h"

namespace anchor {

enum class VocMetric {
  ElevenPoint,  ///< VOC2007: mean of the best precision at recalls 0, 0.1 … 1
  Area          ///< VOC2010 on: area under the interpolated curve
};

/// Average precision of one class, 0..1; nothing when no gt counts.
std::optional<double> vocAp(const VocMatches& matches, VocMetric metric);

struct VocResult {
  double map = 0;                         ///< mean over classes that have a gt
  std::vector<std::optional<double>> ap;  ///< [classes]
};
VocResult evaluateVoc(std::span<const GroundTruth> gts, std::span<const ExactDetection> detections,
                      int classes, double iou, VocMetric metric, BoxConvention convention);
inline VocResult evaluateVoc(std::span<const GroundTruth> gts, std::span<const Detection> detections,
                             int classes, double iou, VocMetric metric, BoxConvention convention) {
  return evaluateVoc(gts, exactly(detections), classes, iou, metric, convention);
}

}  // namespace anchor
