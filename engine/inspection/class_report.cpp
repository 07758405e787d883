// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspection/class_report.h"

#include <algorithm>
#include <tuple>

#include "engine/evaluation/coco_ap.h"
#include "engine/evaluation/matching.h"
#include "engine/geometry/iou.h"

namespace anchor {
namespace {

constexpr float matchIou = 0.5F;

std::optional<double> known(double value) { return value < 0 ? std::nullopt : std::optional(value); }

/// Objects and detections of one class under label 0, as the evaluations want them.
struct OneClass {
  std::vector<GroundTruth> gts;
  std::vector<Detection> detections;
};
OneClass only(const AutopsyFile& file, int label) {
  OneClass one;
  for (size_t i = 0; i < file.images.size(); ++i) {
    const int image = static_cast<int>(i);
    for (const SampleBox& b : file.images[i].objects)
      if (b.class_index == label) one.gts.push_back({image, 0, b.box, b.difficult, b.crowd});
    for (const Detection& d : file.images[i].findings.detections)
      if (d.label == label) one.detections.push_back({image, 0, d.box, d.score});
  }
  return one;
}

std::vector<PrecisionPoint> curveOf(const VocMatches& matches) {
  std::vector<PrecisionPoint> curve;
  int right = 0, wrong = 0;
  for (size_t i = 0; i < matches.scores.size(); ++i) {
    right += matches.outcome[i] == 1 ? 1 : 0;
    wrong += matches.outcome[i] == 0 ? 1 : 0;
    // Equal scores pass a threshold together.
    const bool more = i + 1 < matches.scores.size() && matches.scores[i + 1] == matches.scores[i];
    if (more || right + wrong == 0 || matches.positives == 0) continue;
    curve.push_back({static_cast<double>(right) / matches.positives,
                     static_cast<double>(right) / (right + wrong), static_cast<float>(matches.scores[i])});
  }
  return curve;
}

double f1(const PrecisionPoint& p) {
  return p.precision + p.recall > 0 ? 2 * p.precision * p.recall / (p.precision + p.recall) : 0;
}

ClassFigures figuresOf(const OneClass& one) {
  ClassFigures figures;
  figures.objects = static_cast<int>(
      std::ranges::count_if(one.gts, [](const GroundTruth& g) { return !g.difficult && !g.crowd; }));
  const CocoResult coco = evaluateCoco(one.gts, one.detections, 1, BoxConvention::Continuous);
  figures.ap = known(coco.stats[0]);
  figures.ap50 = known(coco.stats[1]);
  figures.apSmall = known(coco.stats[3]);
  figures.apMedium = known(coco.stats[4]);
  figures.apLarge = known(coco.stats[5]);
  figures.curve = curveOf(matchVoc(one.gts, one.detections, 0, matchIou, BoxConvention::Continuous));
  const auto best = std::ranges::max_element(figures.curve, {}, f1);
  if (best != figures.curve.end() && f1(*best) > 0) figures.best = *best;
  return figures;
}

void intoMean(std::optional<double>& sum, int& count, const std::optional<double>& value) {
  if (!value) return;
  sum = sum.value_or(0) + *value;
  ++count;
}

}  // namespace

ClassReport classReport(const AutopsyFile& file) {
  ClassReport report;
  for (size_t c = 0; c < file.classes.size(); ++c)
    report.classes.push_back(figuresOf(only(file, static_cast<int>(c))));
  for (const ClassFigures& one : report.classes) report.all.objects += one.objects;
  for (auto member : {&ClassFigures::ap, &ClassFigures::ap50, &ClassFigures::apSmall, &ClassFigures::apMedium,
                      &ClassFigures::apLarge}) {
    int count = 0;
    for (const ClassFigures& one : report.classes) intoMean(report.all.*member, count, one.*member);
    if (count > 0) *(report.all.*member) /= count;
  }
  return report;
}

Confusion confusion(const AutopsyFile& file, float score, float iouLeast) {
  const size_t classes = file.classes.size();
  Confusion out;
  out.counts.assign(classes + 1, std::vector<int>(classes + 1, 0));
  out.examples.assign(classes + 1, std::vector<std::vector<Confusion::Example>>(classes + 1));
  for (size_t i = 0; i < file.images.size(); ++i) {
    const auto& objects = file.images[i].objects;
    const auto& found = file.images[i].findings.detections;
    std::vector<std::tuple<float, int, float, int>> pairs;  // -IoU, object, -score, detection
    for (size_t d = 0; d < found.size(); ++d)
      for (size_t o = 0; o < objects.size(); ++o)
        if (const float overlap = iou(found[d].box, objects[o].box, BoxConvention::Continuous);
            found[d].score >= score && overlap >= iouLeast)
          pairs.emplace_back(-overlap, static_cast<int>(o), -found[d].score, static_cast<int>(d));
    std::ranges::sort(pairs);
    std::vector<bool> objectTaken(objects.size()), detectionTaken(found.size());
    const auto count = [&](size_t truth, size_t as, int object, int detection) {
      ++out.counts[truth][as];
      out.examples[truth][as].push_back({static_cast<int>(i), object, detection});
    };
    for (const auto& [overlap, o, minusScore, d] : pairs) {
      const SampleBox& object = objects[static_cast<size_t>(o)];
      const bool counts = !object.difficult && !object.crowd;
      if (detectionTaken[static_cast<size_t>(d)] || (objectTaken[static_cast<size_t>(o)] && !object.crowd))
        continue;
      detectionTaken[static_cast<size_t>(d)] = objectTaken[static_cast<size_t>(o)] = true;
      if (counts)
        count(static_cast<size_t>(object.class_index),
              static_cast<size_t>(found[static_cast<size_t>(d)].label), o, d);
    }
    for (size_t o = 0; o < objects.size(); ++o)
      if (!objectTaken[o] && !objects[o].difficult && !objects[o].crowd)
        count(static_cast<size_t>(objects[o].class_index), classes, static_cast<int>(o), -1);
    for (size_t d = 0; d < found.size(); ++d)
      if (!detectionTaken[d] && found[d].score >= score)
        count(classes, static_cast<size_t>(found[d].label), -1, static_cast<int>(d));
  }
  return out;
}

}  // namespace anchor
