// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cmath>
#include <numeric>

#include "engine/geometry/box.h"

namespace anchor {

/// A labelled object. image and label are indices of the caller's.
struct GroundTruth {
  int image = 0, label = 0;
  ExactBox box;
  bool difficult = false;  ///< VOC: neither counts nor punishes
  bool crowd =
      false;  ///< a region: matches many detections, and its overlap is intersection over detection area
};
struct Detection {
  int image = 0, label = 0;
  Box box;
  float score = 0;
};

/// A detection as evaluations take it: of this program, or of another one with all its digits.
struct ExactDetection {
  int image = 0, label = 0;
  ExactBox box;
  double score = 0;
};
inline std::vector<ExactDetection> exactly(std::span<const Detection> detections) {
  std::vector<ExactDetection> exact;
  exact.reserve(detections.size());
  for (const Detection& d : detections) exact.push_back({d.image, d.label, d.box, d.score});
  return exact;
}

/// Left, top and lengths, in which COCO's files give a box and its tools compute.
struct BoxLengths {
  double x, y, w, h;
  BoxLengths(const ExactBox& b, BoxConvention convention)
      : x(b.x1),
        y(b.y1),
        w(b.x2 - b.x1 + double{lengthOffset(convention)}),
        h(b.y2 - b.y1 + double{lengthOffset(convention)}) {}
  [[nodiscard]] double area() const { return w * h; }
};

/// Intersection over union, operation by operation as COCO's mask library does it; over the detection's area
/// alone for a crowd.
inline double overlapOf(const BoxLengths& d, const BoxLengths& g, bool crowd) {
  const double w = std::min(d.w + d.x, g.w + g.x) - std::max(d.x, g.x);
  if (!(w > 0)) return 0;
  const double h = std::min(d.h + d.y, g.h + g.y) - std::max(d.y, g.y);
  if (!(h > 0)) return 0;
  const double shared = w * h;
  return shared / (crowd ? d.area() : d.area() + g.area() - shared);
}

/// The higher score first; what is no number last.
inline bool betterScore(double a, double b) { return a > b || (std::isnan(b) && !std::isnan(a)); }
/// Indices by falling score; equal scores by rising index.
inline std::vector<int> bestFirst(std::span<const double> scores) {
  std::vector<int> order(scores.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, betterScore, [&](int i) { return scores[static_cast<size_t>(i)]; });
  return order;
}

/// What both stages say of the image: image pixels, Continuous, best first.
struct Findings {
  Boxes proposals;
  std::vector<Detection> detections;
};

}  // namespace anchor
