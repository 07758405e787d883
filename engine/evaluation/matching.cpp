#include "engine/evaluation/matching.h"

#include "engine/geometry/iou.h"
#include "engine/geometry/suppression.h"

namespace anchor {

VocMatches matchVoc(std::span<const GroundTruth> gts, std::span<const Detection> detections, int label,
                    float threshold, BoxConvention convention) {
  VocMatches matches;
  std::map<int, std::vector<int>> gtsOfImage;
  for (size_t g = 0; g < gts.size(); ++g) {
    if (gts[g].label != label) continue;
    gtsOfImage[gts[g].image].push_back(static_cast<int>(g));
    if (!gts[g].difficult) ++matches.positives;
  }
  std::vector<int> own;
  std::vector<float> scores;
  for (size_t d = 0; d < detections.size(); ++d) {
    if (detections[d].label != label) continue;
    own.push_back(static_cast<int>(d));
    scores.push_back(detections[d].score);
  }
  std::vector<bool> taken(gts.size(), false);
  for (const int k : orderByScore(scores)) {
    const Detection& detection = detections[own[k]];
    float best = -1;
    int bestGt = -1;
    const auto candidates = gtsOfImage.find(detection.image);
    if (candidates != gtsOfImage.end())
      for (const int g : candidates->second) {
        const float overlap = iou(detection.box, gts[g].box, convention);
        if (overlap > best) {
          best = overlap;
          bestGt = g;
        }
      }
    int outcome = 0;
    if (bestGt >= 0 && best >= threshold) {
      if (gts[bestGt].difficult)
        outcome = -1;
      else if (!taken[bestGt]) {
        taken[bestGt] = true;
        outcome = 1;
      }
    }
    matches.scores.push_back(detection.score);
    matches.outcome.push_back(outcome);
    matches.detection.push_back(own[k]);
  }
  return matches;
}

}  // namespace anchor
