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
};
/// Boxes are Continuous in COCO's own files; the convention is still the caller's choice.
CocoResult evaluateCoco(std::span<const GroundTruth> gts, std::span<const Detection> detections, int classes,
                        BoxConvention convention);

}  // namespace anchor
