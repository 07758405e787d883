// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspection/anchor_stage.h"

#include <cmath>

#include "engine/geometry/iou.h"
#include "engine/preprocess/placed_objects.h"

namespace anchor {

int AnchorStage::insideCount() const { return static_cast<int>(std::count(inside.begin(), inside.end(), 1)); }

int AnchorStage::foregroundOf(int gt) const {
  int count = 0;
  for (size_t i = 0; i < anchors.size(); ++i)
    count += assignment.labels[i] == 1 && assignment.argmax[i] == gt ? 1 : 0;
  return count;
}

AnchorStage::Place AnchorStage::placeOf(int anchor) const {
  size_t level = 0;
  while (level + 1 < levelStart.size() && levelStart[level + 1] <= anchor) ++level;
  const GridLevel& grid = levels[level];
  const int within = anchor - levelStart[level];
  const int shapes = static_cast<int>(grid.base.size());
  const int cell = within / shapes;
  return {static_cast<int>(level), cell % grid.featureWidth, cell / grid.featureWidth, within % shapes};
}

AnchorStage anchorStage(const RunConfig& config, ImageSize image, std::span<const SampleBox> objects,
                        bool flipped) {
  AnchorStage stage;
  stage.config = config;
  stage.flipped = flipped;
  stage.geometry = inputGeometry(config, image);
  const BoxConvention convention = config.convention();
  stage.levels = gridLevels(config, stage.geometry.padded);
  stage.levelStart = levelStarts(stage.levels);
  stage.anchors = gridAnchors(stage.levels);
  stage.inside = insideImage(stage.anchors, stage.geometry.size, config.anchors.border, convention);
  PlacedObjects placed = placeObjects(config, stage.geometry, objects, flipped);
  stage.gtBoxes = std::move(placed.gtBoxes);
  stage.gtObject = std::move(placed.gtObject);
  stage.gtLabels = std::move(placed.gtClasses);
  stage.ignored = std::move(placed.ignored);
  stage.assignment = assignLabels(stage.anchors, stage.inside, stage.gtBoxes, config.assignment, convention,
                                  {}, stage.ignoreRegions());
  return stage;
}

LabelAssignment sampledLabels(const AnchorStage& stage, uint64_t seed) {
  LabelAssignment labels = stage.assignment;
  RandomSource random(seed);
  subsampleLabels(labels, stage.config.rpn_budget, random);
  return labels;
}

double chanceOfSampling(const AnchorStage& stage, int gt) {
  const int all = stage.assignment.count(1);
  const int own = stage.foregroundOf(gt);
  const auto drawn =
      static_cast<int>(static_cast<float>(stage.config.rpn_budget.batch) * stage.config.rpn_budget.fraction);
  if (own == 0) return 0;
  if (all <= drawn) return 1;
  // None of `own` among `drawn` of `all`, drawn without repetition.
  double none = 1;
  for (int k = 0; k < drawn; ++k) none *= std::max(0.0, double(all - own - k)) / (all - k);
  return 1 - none;
}

AnchorReport reportAnchor(const AnchorStage& stage, const LabelAssignment& sampled, int anchor) {
  const auto i = static_cast<size_t>(anchor);
  const BoxConvention convention = stage.config.convention();
  AnchorReport report;
  report.anchor = anchor;
  report.box = stage.anchors.at(i);
  report.inside = stage.inside[i] != 0;
  for (const Box& gt : stage.gtBoxes) report.ious.push_back(iou(report.box, gt, convention));
  report.gt = stage.assignment.argmax[i];
  report.label = stage.assignment.labels[i];
  report.reason = stage.assignment.reasons[i];
  report.sampled = sampled.labels[i] >= 0;
  if (report.gt >= 0) {
    report.target = encode(report.box, stage.gtBoxes[static_cast<size_t>(report.gt)], convention);
    report.decoded = decode(report.box, report.target, convention);
  }
  return report;
}

}  // namespace anchor
