// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspection/label_doctor.h"

#include <map>

#include "engine/geometry/iou.h"

namespace anchor {
namespace {

constexpr auto plane = BoxConvention::Continuous;

bool excused(const SampleBox& object) { return object.difficult || object.crowd; }

float shareInside(const Box& detection, const Box& region) {
  const float w = std::min(detection.x2, region.x2) - std::max(detection.x1, region.x1);
  const float h = std::min(detection.y2, region.y2) - std::max(detection.y1, region.y1);
  const float whole = area(detection, plane);
  return w <= 0 || h <= 0 || whole <= 0 ? 0 : w * h / whole;
}

/// The label a detection overlaps most, -1 when none.
std::pair<int, float> nearest(const Box& box, std::span<const SampleBox> objects) {
  std::pair<int, float> best{-1, 0};
  for (size_t o = 0; o < objects.size(); ++o)
    if (const float overlap = iou(box, objects[o].box, plane); overlap > best.second)
      best = {static_cast<int>(o), overlap};
  return best;
}

void doubtByDetections(std::span<const SampleBox> objects, std::span<const Detection> detections,
                       const DoubtRule& rule, std::vector<Suspicion>& out) {
  for (const Detection& d : detections) {
    if (d.score < rule.score) continue;
    const bool hidden = std::ranges::any_of(
        objects, [&](const SampleBox& o) { return excused(o) && shareInside(d.box, o.box) > 0.5F; });
    if (hidden) continue;
    const auto [o, overlap] = nearest(d.box, objects);
    if (o < 0 || overlap <= rule.apart) {
      out.push_back({LabelDoubt::Missing, -1, -1, d.label, d.box, d.score, overlap, d.score * (1 - overlap)});
      continue;
    }
    const SampleBox& object = objects[static_cast<size_t>(o)];
    if (overlap < rule.together || excused(object)) continue;
    if (object.class_index != d.label)
      out.push_back(
          {LabelDoubt::WrongClass, o, -1, d.label, object.box, d.score, overlap, d.score * overlap});
    else if (overlap < rule.loose)
      out.push_back({LabelDoubt::LooseBox, o, -1, d.label, d.box, d.score, overlap, d.score * (1 - overlap)});
  }
}

/// A class that is doubted must not also have a detection that confirms it.
void dropConfirmed(std::span<const SampleBox> objects, std::span<const Detection> detections,
                   const DoubtRule& rule, std::vector<Suspicion>& doubts) {
  std::erase_if(doubts, [&](const Suspicion& s) {
    if (s.kind != LabelDoubt::WrongClass && s.kind != LabelDoubt::LooseBox) return false;
    const SampleBox& object = objects[static_cast<size_t>(s.object)];
    return std::ranges::any_of(detections, [&](const Detection& d) {
      const float wanted = s.kind == LabelDoubt::WrongClass ? rule.together : rule.loose;
      return d.label == object.class_index && d.score >= s.score && iou(d.box, object.box, plane) >= wanted;
    });
  });
}

void doubtDuplicates(std::span<const SampleBox> objects, const DoubtRule& rule, std::vector<Suspicion>& out) {
  for (size_t a = 0; a < objects.size(); ++a)
    for (size_t b = a + 1; b < objects.size(); ++b) {
      if (excused(objects[a]) || excused(objects[b]) || objects[a].class_index != objects[b].class_index)
        continue;
      const float overlap = iou(objects[a].box, objects[b].box, plane);
      if (overlap < rule.duplicate) continue;
      out.push_back({LabelDoubt::Duplicate, static_cast<int>(b), static_cast<int>(a), objects[a].class_index,
                     objects[a].box, 1, overlap, overlap});
    }
}

void doubtUnsupported(std::span<const SampleBox> objects, std::span<const Detection> detections,
                      const DoubtRule& rule, std::vector<Suspicion>& out) {
  for (size_t o = 0; o < objects.size(); ++o) {
    if (excused(objects[o])) continue;
    float support = 0;
    for (const Detection& d : detections)
      if (iou(d.box, objects[o].box, plane) > rule.apart) support = std::max(support, d.score);
    if (support >= rule.score) continue;
    // Half as strong as what a sure detection says: a network misses more than people invent.
    out.push_back({LabelDoubt::Spurious, static_cast<int>(o), -1, objects[o].class_index, objects[o].box,
                   support, 0, 0.5F * (1 - support)});
  }
}

}  // namespace

std::vector<Suspicion> doubtLabels(std::span<const SampleBox> objects, std::span<const Detection> detections,
                                   const DoubtRule& rule) {
  std::vector<Suspicion> doubts;
  doubtByDetections(objects, detections, rule, doubts);
  dropConfirmed(objects, detections, rule, doubts);
  doubtDuplicates(objects, rule, doubts);
  doubtUnsupported(objects, detections, rule, doubts);
  std::stable_sort(doubts.begin(), doubts.end(),
                   [](const Suspicion& a, const Suspicion& b) { return a.strength > b.strength; });
  std::map<int, int> seen;
  std::erase_if(doubts, [&](const Suspicion& s) { return s.object >= 0 && seen[s.object]++ > 0; });
  return doubts;
}

}  // namespace anchor
