#include "engine/training/detection_targets.h"

namespace anchor {

AnchorField anchorField(const std::vector<GridLevel>& levels) {
  return {gridAnchors(levels), levelStarts(levels)};
}

RpnTargets rpnTargets(const RunConfig& config, const AnchorField& field, const PreparedImage& image,
                      RandomSource& random) {
  const BoxConvention convention = config.convention();
  const auto inside = insideImage(field.anchors, image.geometry.size, config.anchors.border, convention);
  LabelAssignment assignment =
      assignLabels(field.anchors, inside, image.gtBoxes, config.assignment, convention);
  subsampleLabels(assignment, config.rpn_budget, random);
  const BoxDeltas deltas = regressionTargets(field.anchors, image.gtBoxes, assignment, convention);
  const auto count = static_cast<int64_t>(field.anchors.size());
  return {tensorOf<int8_t>(assignment.labels, {count}, at::kChar).to(at::kLong),
          tensorOf<BoxDelta>(deltas, {count, 4}, at::kFloat), assignment.count(1), assignment.count(0)};
}

Boxes proposals(const ProposalRule& rule, BoxConvention convention, const AnchorField& field,
                std::span<const float> scores, std::span<const BoxDelta> deltas, ImageSize input,
                float scale) {
  const ProposalSteps steps =
      proposalSteps(field.anchors, scores, deltas, input, scale, rule, convention, field.levelStart, true);
  Boxes rois;
  rois.reserve(steps.rois.size());
  for (const int i : steps.rois) rois.push_back(steps.clipped[i]);
  return rois;
}

}  // namespace anchor
