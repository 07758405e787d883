// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>

#include "engine/inference/detector.h"

namespace anchor {

/// How far the detections of an exported file are from those of the network it was made of.
struct ParityResult {
  int images = 0;
  int detections = 0;  ///< of the network, all images together
  int unmatched = 0;   ///< that only one of the two has
  int undecided = 0;   ///< that differ, but the network itself has or lacks them as its pixels are rounded
  double boxDifference = 0;    ///< largest of the matched, image pixels
  double scoreDifference = 0;  ///< largest of the matched
  [[nodiscard]] bool passed() const {
    return unmatched == 0 && boxDifference <= mostBoxDifference && scoreDifference <= mostScoreDifference;
  }
  static constexpr double mostBoxDifference = 1e-3;
  static constexpr double mostScoreDifference = 1e-4;
};

/// Answers of the network on pixels changed in their last digits, one list for each try.
using PerturbedAnswers = std::function<std::vector<std::vector<Detection>>()>;
/// Twelve answers of Detector::detectPerturbed; both must live as long as the result.
PerturbedAnswers perturbedBy(Detector& network, const RgbImage& image);

/// Adds one image. A detection is matched to the nearest of its class on the other side. Suppression, score
/// thresholds and limits decide by yes and no, so that a difference in the last digit can swap a detection,
/// and normalising an even image can blow it up. `perturbed`, asked only when the two differ by more than
/// allowed, tells what hangs on the last digit and counts as undecided: an exported detection that one of
/// those answers has too, a live one that one of them lacks, and a pair no further apart than twice what the
/// network's own answers are.
void addToParity(ParityResult& result, const std::vector<Detection>& live,
                 const std::vector<Detection>& exported, const PerturbedAnswers& perturbed);

/// The figures in one line.
std::string parityText(const ParityResult& result);

}  // namespace anchor
