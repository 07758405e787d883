#include "engine/geometry/label_assignment.h"

#include <bit>

#include "engine/geometry/iou.h"

namespace anchor {
namespace {

constexpr int8_t fgLabel = 1, bgLabel = 0, ignoredLabel = -1;

/// The inside anchors alone, and where each stands among all.
struct InsideAnchors {
  std::vector<int> index;
  Boxes boxes;
};

InsideAnchors insideOnly(std::span<const Box> anchors, std::span<const uint8_t> inside) {
  InsideAnchors kept;
  for (size_t i = 0; i < anchors.size(); ++i) {
    if (inside[i] == 0) continue;
    kept.index.push_back(static_cast<int>(i));
    kept.boxes.push_back(anchors[i]);
  }
  return kept;
}

/// Pixel anchors are whole numbers, so equal IoUs are equal bits. Continuous ones carry float32 rounding of
/// their cell's position (about 1e-7), which must not break a tie that exists on paper.
constexpr float tieTolerance(BoxConvention convention) {
  return convention == BoxConvention::Pixel ? 0.0F : 2e-6F;
}

/// Where overlap[i] is greater than maxIou[i], takes it and gt into argmax[i]. Returns the greatest overlap.
__attribute__((target_clones("avx2", "default"))) float takeBetter(size_t n, const float* __restrict overlap,
                                                                   int gt, float* __restrict maxIou,
                                                                   int* __restrict argmax) {
  for (size_t i = 0; i < n; ++i) {
    const bool better = overlap[i] > maxIou[i];
    maxIou[i] = better ? overlap[i] : maxIou[i];
    argmax[i] = better ? gt : argmax[i];
  }
  // Floats that are not negative are ordered as their bits are, and a maximum of integers can be vectorised.
  int32_t best = 0;
  for (size_t i = 0; i < n; ++i) best = std::max(best, std::bit_cast<int32_t>(overlap[i]));
  return std::bit_cast<float>(best);
}

void set(LabelAssignment& out, size_t i, int8_t label, LabelReason reason) {
  out.labels[i] = label;
  out.reasons[i] = reason;
}

void labelBackground(LabelAssignment& out, const InsideAnchors& inside, float negativeIou) {
  for (const int i : inside.index)
    if (out.maxIou[i] < negativeIou) set(out, i, bgLabel, LabelReason::NegativeIou);
}

}  // namespace

int LabelAssignment::count(int8_t label) const {
  return static_cast<int>(std::count(labels.begin(), labels.end(), label));
}

LabelAssignment assignLabels(std::span<const Box> anchors, std::span<const uint8_t> insideMask,
                             std::span<const Box> gtBoxes, const AssignmentRule& rule,
                             BoxConvention convention) {
  const InsideAnchors inside = insideOnly(anchors, insideMask);
  LabelAssignment out{std::vector<int8_t>(anchors.size(), ignoredLabel),
                      std::vector<LabelReason>(anchors.size(), LabelReason::Outside),
                      std::vector<int>(anchors.size(), -1),
                      std::vector<float>(anchors.size(), 0.0F),
                      std::vector<int>(gtBoxes.size(), -1),
                      std::vector<float>(gtBoxes.size(), 0.0F)};
  for (const int i : inside.index) out.reasons[i] = LabelReason::BetweenIou;

  // One row of overlaps at a time: the N x G matrix is never stored.
  const size_t count = inside.boxes.size();
  const BoxColumns columns(inside.boxes, convention);
  std::vector<float> overlap(count);
  std::vector<float> maxIou(count, 0.0F);
  std::vector<int> argmax(count, gtBoxes.empty() ? -1 : 0);
  std::vector<int> ties;  // anchors that tie the best IoU of a gt
  for (size_t g = 0; g < gtBoxes.size(); ++g) {
    columns.overlaps(gtBoxes[g], 0, overlap.data());
    const float best = takeBetter(count, overlap.data(), static_cast<int>(g), maxIou.data(), argmax.data());
    out.bestIou[g] = best;
    if (best <= 0) continue;
    const float tie = best * (1 - tieTolerance(convention));
    for (size_t k = 0; k < count; ++k) {
      if (overlap[k] < tie) continue;
      if (out.bestAnchor[g] < 0) out.bestAnchor[g] = inside.index[k];
      ties.push_back(inside.index[k]);
    }
  }
  for (size_t k = 0; k < count; ++k) {
    out.maxIou[inside.index[k]] = maxIou[k];
    out.argmax[inside.index[k]] = argmax[k];
  }

  if (!rule.clobberPositives) labelBackground(out, inside, rule.negativeIou);
  for (const int i : ties) set(out, i, fgLabel, LabelReason::BestForGt);
  for (const int i : inside.index)
    if (out.maxIou[i] >= rule.positiveIou) set(out, i, fgLabel, LabelReason::PositiveIou);
  if (rule.clobberPositives) labelBackground(out, inside, rule.negativeIou);
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
    if (candidates.size() <= most) return candidates.size();
    const std::vector<int> kept = choose(candidates, most, random);
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

BoxDeltas regressionTargets(std::span<const Box> anchors, std::span<const Box> gtBoxes,
                            const LabelAssignment& assignment, BoxConvention convention) {
  BoxDeltas targets(anchors.size());
  for (size_t i = 0; i < anchors.size(); ++i)
    if (assignment.argmax[i] >= 0) targets[i] = encode(anchors[i], gtBoxes[assignment.argmax[i]], convention);
  return targets;
}

std::vector<float> outsideWeights(const LabelAssignment& assignment, float positiveWeight) {
  const auto fg = static_cast<float>(assignment.count(fgLabel));
  const auto bg = static_cast<float>(assignment.count(bgLabel));
  const float fgWeight = positiveWeight < 0 ? 1 / (fg + bg) : positiveWeight / fg;
  const float bgWeight = positiveWeight < 0 ? 1 / (fg + bg) : (1 - positiveWeight) / bg;
  std::vector<float> weights(assignment.labels.size(), 0.0F);
  for (size_t i = 0; i < weights.size(); ++i) {
    if (assignment.labels[i] == fgLabel) weights[i] = fgWeight;
    if (assignment.labels[i] == bgLabel) weights[i] = bgWeight;
  }
  return weights;
}

}  // namespace anchor
