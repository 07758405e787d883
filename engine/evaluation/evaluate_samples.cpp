// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/evaluation/evaluate_samples.h"

#include <algorithm>
#include <chrono>

#include "engine/evaluation/coco_ap.h"
#include "engine/evaluation/voc_ap.h"
#include "engine/geometry/iou.h"

namespace anchor {
namespace {

bool overlapsByHalf(const Box& a, const Box& b) { return iou(a, b, BoxConvention::Continuous) >= 0.5F; }

/// Counts one image's share of what tells why a mAP is low.
void countInto(EvaluationEvent& event, int& covered, const RunSample& sample, const Findings& found) {
  for (const SampleBox& gt : sample.boxes) {
    if (gt.difficult || gt.crowd) continue;
    ++event.objects;
    covered += std::ranges::any_of(found.proposals, [&](const Box& p) { return overlapsByHalf(p, gt.box); });
  }
  for (const Detection& detection : found.detections)
    event.on_objects += std::ranges::any_of(
        sample.boxes, [&](const SampleBox& gt) { return overlapsByHalf(detection.box, gt.box); });
}

}  // namespace

EvaluationResult evaluate(const std::function<Findings(const RgbImage&, const RunSample&)>& find,
                          const std::vector<std::string>& classes,
                          const std::vector<const RunSample*>& samples, ImageSource& source,
                          const std::function<bool(int, int)>& progress, const SkipImage& skip) {
  const auto start = std::chrono::steady_clock::now();
  EvaluationResult result;
  std::vector<GroundTruth> gts;
  const int total = static_cast<int>(samples.size());
  int covered = 0;
  for (int i = 0; i < total; ++i) {
    if (!progress(i, total)) break;
    const auto image = readOrSkip(source, *samples[i], skip);
    if (!image) continue;
    for (const SampleBox& gt : samples[i]->boxes)
      gts.push_back({i, gt.class_index, gt.box, gt.difficult, gt.crowd});
    const Findings found = find(*image, *samples[i]);
    countInto(result.event, covered, *samples[i], found);
    for (Detection detection : found.detections) {
      detection.image = i;
      result.detections.push_back(detection);
    }
    ++result.event.images;
  }
  result.event.detections = static_cast<int>(result.detections.size());
  if (result.event.objects > 0) result.event.rpn_recall = static_cast<double>(covered) / result.event.objects;
  const int count = static_cast<int>(classes.size());
  const auto convention = BoxConvention::Continuous;
  const VocResult area = evaluateVoc(gts, result.detections, count, 0.5F, VocMetric::Area, convention);
  const CocoResult coco = evaluateCoco(gts, result.detections, count, convention);
  result.event.voc07 =
      evaluateVoc(gts, result.detections, count, 0.5F, VocMetric::ElevenPoint, convention).map;
  result.event.voc12 = area.map;
  result.event.coco = coco.stats[0];
  result.event.coco50 = coco.stats[1];
  for (int c = 0; c < count; ++c)
    if (area.ap[c]) result.event.ap[classes[c]] = *area.ap[c];
  result.cocoStats.assign(coco.stats.begin(), coco.stats.end());
  result.event.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace anchor
