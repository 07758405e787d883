// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <array>
#include <cstdint>
#include <optional>

#include "engine/evaluation/detections.h"

namespace anchor {

/// The six errors of TIDE (Bolya et al., "TIDE: A General Toolbox for Identifying Object Detection Errors").
enum class TideError : uint8_t {
  Class,         ///< lies on a gt of another class
  Localisation,  ///< right class, but IoU between the background threshold and the match threshold
  Both,          ///< none of the others: wrong class and loose
  Duplicate,     ///< the gt was already taken by a better detection
  Background,    ///< on nothing
  Missed         ///< a gt that no detection reaches, not even a wrong one
};
inline constexpr size_t tideErrors = static_cast<size_t>(TideError::Missed) + 1;
/// As in JSON: class, localisation, …
const char* tideName(TideError error);
/// As in the paper: Cls, Loc, …
const char* tideShortName(TideError error);

struct TideRule {
  double match = 0.5;       ///< IoU from which a detection of the class is true
  double background = 0.1;  ///< IoU up to which it lies on nothing
  int most = 100;           ///< best detections of an image that count
};

/// What became of one detection.
struct TideVerdict {
  bool counted = false;            ///< among the best `most` of its image, and not in an ignore region
  bool correct = false;            ///< matched its own gt
  std::optional<TideError> error;  ///< of those that are not correct (also of ignored ones, as TIDE does)
  int gt = -1;                     ///< the matched gt, or the one the error is about; -1 for background
};

struct TideResult {
  double ap = 0;                          ///< mean over classes at the match IoU, 101 points, 0..1
  std::array<double, tideErrors> gain{};  ///< dAP: how much higher it would be without each error
  std::array<int, tideErrors> count{};
  double gainFalsePositives = 0;      ///< if no false detection outranked a true one
  double gainFalseNegatives = 0;      ///< if only the found gts were asked for
  std::vector<TideVerdict> verdicts;  ///< [detections]
  std::vector<int> matched;           ///< [gts] the detection that found it; -1
  std::vector<bool> missed;           ///< [gts] TideError::Missed
};

/// The same numbers as the tool's own (divided by 100). Crowd and difficult gts are ignore regions of their
/// class. Images must be numbered in the order in which the tool would be given them.
TideResult tide(std::span<const GroundTruth> gts, std::span<const Detection> detections,
                const TideRule& rule = {});

/// One point of a precision-recall curve.
struct ScoredOutcome {
  float score;
  bool correct;
};
/// COCO's 101-point average precision of one class, 0..1; equal scores stay in the order given. 0 without
/// positives.
double averagePrecision101(std::vector<ScoredOutcome> outcomes, int positives);

}  // namespace anchor
