// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <map>

#include "engine/evaluation/detections.h"

namespace anchor {

/// Detections of one class against its gts, best score first (equal scores: the earlier detection first).
struct VocMatches {
  std::vector<double> scores;
  std::vector<int> outcome;    ///< 1 true positive, 0 false positive, -1 neither (difficult or in a crowd)
  std::vector<int> detection;  ///< index into the detections passed in
  int positives = 0;           ///< gts that count
};
/// The devkit's rule: each detection belongs to its image's gt of highest IoU; IoU >= iou is a match, once
/// per gt; a second one on the same gt is false; a match on a difficult gt is neither. In doubles.
/// Crowds, which the devkit does not know, are treated as COCO does: never missed, and a detection that would
/// be false is neither where a crowd holds at least `iou` of it.
VocMatches matchVoc(std::span<const GroundTruth> gts, std::span<const ExactDetection> detections, int label,
                    double iou, BoxConvention convention);
inline VocMatches matchVoc(std::span<const GroundTruth> gts, std::span<const Detection> detections, int label,
                           double iou, BoxConvention convention) {
  return matchVoc(gts, exactly(detections), label, iou, convention);
}

}  // namespace anchor
