// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/geometry/roi_sampling.h"

namespace anchor {

/// What the head says of R rois. Entry [r * labels + label]; label 0 is the background.
struct HeadOutput {
  std::span<const Box> rois;         ///< [R] network pixels
  int labels = 0;                    ///< classes and background
  std::span<const float> scores;     ///< [R * labels] probabilities
  std::span<const BoxDelta> deltas;  ///< [R * labels] normalised
};

/// Parameters of the last steps of detection.
struct DetectionRule {
  float score = 0.05F;  ///< lowest probability of a detection
  float nms = 0.3F;     ///< IoU above which the better one of a class removes the other
  int most = 100;       ///< detections per image
  float minSize = 0;    ///< shortest side, network pixels
};

/// Why a candidate is no detection, or that it is one.
enum class DetectionOutcome : uint8_t { Kept, TooSmall, Suppressed, BeyondMost };

/// A roi taken for one class, with a score that passed the threshold.
struct DetectionCandidate {
  int roi = 0, label = 1;  ///< label 1..C
  float score = 0;
  Box box;  ///< decoded and clipped, network pixels
  DetectionOutcome outcome = DetectionOutcome::Kept;
  int suppressedBy = -1;  ///< position of the candidate that removed this one
};

struct DetectionSteps {
  std::vector<DetectionCandidate> candidates;  ///< class by class, rois in their order
  std::vector<int> kept;                       ///< positions of the detections, best first
};

/// The head's box of one roi for one class: un-normalised, decoded, clipped.
Box headBox(const HeadOutput& head, size_t roi, int label, const RoiRule& rois, ImageSize image,
            BoxConvention convention);

/// Score threshold, decode, clip, drop small, NMS of each class, best of all classes together.
DetectionSteps detectionSteps(const HeadOutput& head, const RoiRule& rois, const DetectionRule& rule,
                              ImageSize image, BoxConvention convention);

}  // namespace anchor
