// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/evaluation/matching.h"

namespace anchor {
namespace {

/// Objects of one class in one image. Crowds stand apart: they can be neither found nor missed.
struct ImageObjects {
  std::vector<int> gts, crowds;
};

/// As the devkit computes it.
double iouOf(const ExactBox& a, const ExactBox& b, BoxConvention convention) {
  const double offset = lengthOffset(convention);
  const double w = std::max(0.0, std::min(a.x2, b.x2) - std::max(a.x1, b.x1) + offset);
  const double h = std::max(0.0, std::min(a.y2, b.y2) - std::max(a.y1, b.y1) + offset);
  const double shared = w * h;
  const double both = BoxLengths(a, convention).area() + BoxLengths(b, convention).area() - shared;
  return both > 0 ? shared / both : 0;
}

/// COCO's overlap with a crowd: the part of the detection that lies in it.
bool liesInCrowd(const ExactBox& detection, const ExactBox& crowd, double threshold,
                 BoxConvention convention) {
  const double shared = overlapOf({detection, convention}, {crowd, convention}, true);
  return shared > 0 && shared >= threshold;
}

}  // namespace

VocMatches matchVoc(std::span<const GroundTruth> gts, std::span<const ExactDetection> detections, int label,
                    double threshold, BoxConvention convention) {
  VocMatches matches;
  std::map<int, ImageObjects> objectsOf;
  for (size_t g = 0; g < gts.size(); ++g) {
    if (gts[g].label != label) continue;
    ImageObjects& objects = objectsOf[gts[g].image];
    (gts[g].crowd ? objects.crowds : objects.gts).push_back(static_cast<int>(g));
    if (!gts[g].difficult && !gts[g].crowd) ++matches.positives;
  }
  std::vector<int> own;
  std::vector<double> scores;
  for (size_t d = 0; d < detections.size(); ++d) {
    if (detections[d].label != label) continue;
    own.push_back(static_cast<int>(d));
    scores.push_back(detections[d].score);
  }
  std::vector<bool> taken(gts.size(), false);
  for (const int k : bestFirst(scores)) {
    const ExactDetection& detection = detections[own[k]];
    const ImageObjects& objects = objectsOf[detection.image];
    double best = -1;
    int bestGt = -1;
    for (const int g : objects.gts) {
      const double overlap = iouOf(detection.box, gts[g].box, convention);
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
