// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/detection_steps.h"

#include "engine/geometry/suppression.h"

namespace anchor {
namespace {

/// Suppression among the candidates from `first` on, all of one class.
void suppressClass(std::vector<DetectionCandidate>& candidates, size_t first, const DetectionRule& rule,
                   BoxConvention convention, std::vector<int>& kept) {
  std::vector<int> large;
  Boxes boxes;
  std::vector<float> scores;
  for (size_t i = first; i < candidates.size(); ++i) {
    if (candidates[i].outcome == DetectionOutcome::TooSmall) continue;
    large.push_back(static_cast<int>(i));
    boxes.push_back(candidates[i].box);
    scores.push_back(candidates[i].score);
  }
  const Suppression result = suppress(boxes, scores, rule.nms, convention);
  for (size_t k = 0; k < large.size(); ++k) {
    if (result.suppressedBy[k] < 0) continue;
    DetectionCandidate& lost = candidates[static_cast<size_t>(large[k])];
    lost.outcome = DetectionOutcome::Suppressed;
    lost.suppressedBy = large[static_cast<size_t>(result.suppressedBy[k])];
  }
  for (const int k : result.keep) kept.push_back(large[static_cast<size_t>(k)]);
}

}  // namespace

Box headBox(const HeadOutput& head, size_t roi, int label, const RoiRule& rois, ImageSize image,
            BoxConvention convention) {
  const BoxDelta raw = rois.boxRegression
                           ? head.deltas[roi * static_cast<size_t>(head.labels) + static_cast<size_t>(label)]
                           : BoxDelta{};
  const BoxDelta delta = unnormalised(raw, rois.normalisationOf(label));
  return clipped(decode(head.rois[roi], delta, convention), image, convention);
}

DetectionSteps detectionSteps(const HeadOutput& head, const RoiRule& rois, const DetectionRule& rule,
                              ImageSize image, BoxConvention convention) {
  DetectionSteps steps;
  for (int label = 1; label < head.labels; ++label) {
    const size_t first = steps.candidates.size();
    for (size_t r = 0; r < head.rois.size(); ++r) {
      const float score = head.scores[r * static_cast<size_t>(head.labels) + static_cast<size_t>(label)];
      if (!(score >= rule.score)) continue;
      const Box box = headBox(head, r, label, rois, image, convention);
      const float w = width(box, convention);
      const float h = height(box, convention);
      const bool small = w <= 0 || h <= 0 || w < rule.minSize || h < rule.minSize;
      steps.candidates.push_back({static_cast<int>(r), label, score, box,
                                  small ? DetectionOutcome::TooSmall : DetectionOutcome::Kept, -1});
    }
    suppressClass(steps.candidates, first, rule, convention, steps.kept);
  }
  const auto score = [&](int i) { return steps.candidates[static_cast<size_t>(i)].score; };
  std::stable_sort(steps.kept.begin(), steps.kept.end(), [&](int a, int b) { return score(a) > score(b); });
  const size_t most = static_cast<size_t>(std::max(rule.most, 0));
  for (size_t k = most; k < steps.kept.size(); ++k)
    steps.candidates[static_cast<size_t>(steps.kept[k])].outcome = DetectionOutcome::BeyondMost;
  if (steps.kept.size() > most) steps.kept.resize(most);
  return steps;
}

}  // namespace anchor
