#include "engine/evaluation/matching.h"

#include "engine/geometry/iou.h"
#include "engine/geometry/suppression.h"

namespace anchor {
namespace {

/// Objects of one class in one image. Crowds stand apart: they can be neither found nor missed.
struct ImageObjects {
  std::vector<int> gts, crowds;
};

/// COCO's overlap with a crowd: the part of the detection that lies in it.
bool liesInCrowd(const Box& detection, const Box& crowd, float threshold, BoxConvention convention) {
  const float offset = lengthOffset(convention);
  const float w = std::min(detection.x2, crowd.x2) - std::max(detection.x1, crowd.x1) + offset;
  const float h = std::min(detection.y2, crowd.y2) - std::max(detection.y1, crowd.y1) + offset;
  return w > 0 && h > 0 && w * h >= threshold * area(detection, convention);
}

}  // namespace

VocMatches matchVoc(std::span<const GroundTruth> gts, std::span<const Detection> detections, int label,
                    float threshold, BoxConvention convention) {
  VocMatches matches;
  std::map<int, ImageObjects> objectsOf;
  for (size_t g = 0; g < gts.size(); ++g) {
    if (gts[g].label != label) continue;
    ImageObjects& objects = objectsOf[gts[g].image];
    (gts[g].crowd ? objects.crowds : objects.gts).push_back(static_cast<int>(g));
    if (!gts[g].difficult && !gts[g].crowd) ++matches.positives;
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
    const ImageObjects& objects = objectsOf[detection.image];
    float best = -1;
    int bestGt = -1;
    for (const int g : objects.gts) {
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
    if (outcome == 0 && std::ranges::any_of(objects.crowds, [&](int g) {
          return liesInCrowd(detection.box, gts[g].box, threshold, convention);
        }))
      outcome = -1;
    matches.scores.push_back(detection.score);
    matches.outcome.push_back(outcome);
    matches.detection.push_back(own[k]);
  }
  return matches;
}

}  // namespace anchor
