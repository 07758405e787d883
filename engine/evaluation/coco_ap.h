// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <array>
#include <optional>

#include "engine/evaluation/detections.h"

namespace anchor {

/// The twelve numbers of the COCO evaluation in pycocotools' order: AP, AP50, AP75, AP small, medium, large,
/// AR at 1, 10, 100 detections, AR small, medium, large. -1 where no gt falls in the range.
struct CocoResult {
  std::array<double, 12> stats{};
  std::vector<std::optional<double>> ap;  ///< [classes] AP at IoU .50:.05:.95, all areas, 100 detections
  /// pycocotools' array, bit by bit: [10 IoUs][101 recalls][classes][all, small, medium, large][1, 10, 100
  /// detections]; -1 where no gt falls in the range.
  std::vector<double> precision;
};
/// Boxes are Continuous in COCO's own files; the convention is still the caller's choice. An object's area,
/// which says whether it is small, medium or large, is that of its box: COCO's own files hold the area of an
/// outline beside it, which labels of boxes do not have.
CocoResult evaluateCoco(std::span<const GroundTruth> gts, std::span<const ExactDetection> detections,
                        int classes, BoxConvention convention);
inline CocoResult evaluateCoco(std::span<const GroundTruth> gts, std::span<const Detection> detections,
                               int classes, BoxConvention convention) {
  return evaluateCoco(gts, exactly(detections), classes, convention);
}

}  // namespace anchor
