// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/evaluation/voc_ap.h"

namespace anchor {

std::optional<double> vocAp(const VocMatches& matches, VocMetric metric) {
  if (matches.positives == 0) return std::nullopt;
  std::vector<double> recall;
  std::vector<double> precision;
  double truePositives = 0;
  double counted = 0;
  for (const int outcome : matches.outcome) {
    if (outcome < 0) continue;
    truePositives += outcome;
    counted += 1;
    recall.push_back(truePositives / matches.positives);
    precision.push_back(truePositives / counted);
  }
  // Interpolation: precision at a recall is the best one at this or any higher recall.
  for (size_t i = precision.size(); i-- > 1;) precision[i - 1] = std::max(precision[i - 1], precision[i]);
  double ap = 0;
  if (metric == VocMetric::Area) {
    double last = 0;
    for (size_t i = 0; i < recall.size(); ++i) {
      ap += (recall[i] - last) * precision[i];
      last = recall[i];
    }
    return ap;
  }
  for (int step = 0; step <= 10; ++step) {
    const auto reached = std::lower_bound(recall.begin(), recall.end(), step / 10.0);
    if (reached != recall.end()) ap += precision[static_cast<size_t>(reached - recall.begin())] / 11;
  }
  return ap;
}

VocResult evaluateVoc(std::span<const GroundTruth> gts, std::span<const ExactDetection> detections,
                      int classes, double iou, VocMetric metric, BoxConvention convention) {
  VocResult result;
  int counted = 0;
  for (int label = 0; label < classes; ++label) {
    result.ap.push_back(vocAp(matchVoc(gts, detections, label, iou, convention), metric));
    if (!result.ap.back()) continue;
    result.map += *result.ap.back();
    ++counted;
  }
  if (counted > 0) result.map /= counted;
  return result;
}

}  // namespace anchor
