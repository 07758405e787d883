// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/label_assignment.h"

#include <algorithm>

namespace anchor {
namespace {

constexpr int8_t fgLabel = 1, bgLabel = 0, ignoredLabel = -1;

/// The rules of section 3.1.2 for an anchor inside the image. Where both thresholds hold (negativeIou above
/// positiveIou), the rule applied last wins.
LabelReason judge(float maxIou, bool tiesBestOfGt, const AssignmentRule& rule) {
  // & and not &&: without branches the compiler judges many anchors at once.
  const bool bg = maxIou < rule.negativeIou;
  const bool taken = bg & rule.clobberPositives;
  return (maxIou >= rule.positiveIou) & !taken ? LabelReason::PositiveIou
         : tiesBestOfGt & !taken               ? LabelReason::BestForGt
         : bg                                  ? LabelReason::NegativeIou
                                               : LabelReason::BetweenIou;
}

/// What the thresholds alone say.
__attribute__((target_clones("avx2", "default"))) void judgeByIou(std::span<const float> maxIou,
                                                                  std::span<const uint8_t> inside,
                                                                  const AssignmentRule& rule,
                                                                  std::span<LabelReason> reasons) {
  for (size_t i = 0; i < maxIou.size(); ++i) {
    const LabelReason within = judge(maxIou[i], false, rule);
    reasons[i] = inside[i] != 0 ? within : LabelReason::Outside;
  }
}

int8_t labelOf(LabelReason reason) {
  if (reason == LabelReason::PositiveIou || reason == LabelReason::BestForGt) return fgLabel;
  return reason == LabelReason::NegativeIou ? bgLabel : ignoredLabel;
}

void set(LabelAssignment& out, size_t i, int8_t label, LabelReason reason) {
  out.labels[i] = label;
  out.reasons[i] = reason;
}

}  // namespace

int LabelAssignment::count(int8_t label) const {
  return static_cast<int>(std::count(labels.begin(), labels.end(), label));
}

LabelAssignment assignLabels(std::span<const Box> anchors, std::span<const uint8_t> inside,
                             std::span<const Box> gtBoxes, const AssignmentRule& rule,
                             BoxConvention convention, const ForRanges& forRanges,
                             const IgnoreRegions& ignore) {
  OverlapScan scan = scanOverlaps(anchors, inside, gtBoxes, convention, tieTolerance(convention), forRanges);
  LabelAssignment out{std::vector<int8_t>(anchors.size(), ignoredLabel),
                      std::vector<LabelReason>(anchors.size(), LabelReason::Outside),
                      std::move(scan.argmax),
                      std::move(scan.maxIou),
                      std::move(scan.bestBox),
                      std::move(scan.bestIou)};
  judgeByIou(out.maxIou, inside, rule, out.reasons);
  for (const int i : scan.ties) out.reasons[i] = judge(out.maxIou[i], true, rule);
  std::ranges::transform(out.reasons, out.labels.begin(), labelOf);
  for (size_t i = 0; i < anchors.size() && !ignore.boxes.empty(); ++i)
    if (out.labels[i] == bgLabel && isIgnored(anchors[i], ignore, convention))
      set(out, i, ignoredLabel, LabelReason::IgnoreRegion);
  if (rule.adoptBest)
    for (size_t g = 0; g < gtBoxes.size(); ++g)
      if (out.bestAnchor[g] >= 0) out.argmax[out.bestAnchor[g]] = static_cast<int>(g);
  return out;
}

void subsampleLabels(LabelAssignment& assignment, const LabelBudget& budget, RandomSource& random) {
  const auto reduce = [&](int8_t label, size_t most) {
    std::vector<int> candidates;
    for (size_t i = 0; i < assignment.labels.size(); ++i)
      if (assignment.labels[i] == label) candidates.push_back(static_cast<int>(i));
    const std::vector<int> kept = choose(candidates, most, random);
    if (kept.size() == candidates.size()) return kept.size();
    std::vector<LabelReason> reasons;
    for (const int i : kept) reasons.push_back(assignment.reasons[i]);
    for (const int i : candidates) set(assignment, i, ignoredLabel, LabelReason::DroppedByBudget);
    for (size_t k = 0; k < kept.size(); ++k) set(assignment, kept[k], label, reasons[k]);
    return most;
  };
  const auto mostFg = static_cast<size_t>(static_cast<float>(budget.batch) * budget.fraction);
  const size_t fg = reduce(fgLabel, mostFg);
  reduce(bgLabel, static_cast<size_t>(budget.batch) - fg);
}

BoxDelta regressionTarget(const Box& anchor, std::span<const Box> gtBoxes, int argmax,
                          BoxConvention convention) {
  return argmax < 0 ? BoxDelta{} : encode(anchor, gtBoxes[static_cast<size_t>(argmax)], convention);
}

}  // namespace anchor
