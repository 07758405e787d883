#include "engine/training/detection_targets.h"

#include "engine/ops/cuda/cuda_ops.h"

namespace anchor {

AnchorField anchorField(const std::vector<GridLevel>& levels) {
  return {gridAnchors(levels), levelStarts(levels), {}};
}

const AnchorField& AnchorFields::of(const std::vector<GridLevel>& levels, const at::Device& device) {
  constexpr size_t most = 32;  // a pyramid's field of a large image takes 8 MB
  std::vector<int> sizes;
  for (const GridLevel& level : levels) sizes.insert(sizes.end(), {level.featureHeight, level.featureWidth});
  const auto found = m_fields.find(sizes);
  if (found != m_fields.end()) return found->second;
  if (m_fields.size() >= most) m_fields.clear();
  AnchorField& field = m_fields[sizes] = anchorField(levels);
  if (cuda::serves(device))
    field.onDevice = sentTo(
        device, tensorOf<Box>(field.anchors, {static_cast<int64_t>(field.anchors.size()), 4}, at::kFloat));
  return field;
}

RpnTargets rpnTargets(const RunConfig& config, const AnchorField& field, const PreparedImage& image,
                      RandomSource& random) {
  const BoxConvention convention = config.convention();
  const auto inside = insideImage(field.anchors, image.geometry.size, config.anchors.border, convention);
  LabelAssignment assignment = assignLabels(field.anchors, inside, image.gtBoxes, config.assignment,
                                            convention, {}, {image.ignored, config.objects.ignore_share});
  subsampleLabels(assignment, config.rpn_budget, random);
  RpnTargets targets;
  for (size_t i = 0; i < field.anchors.size(); ++i) {
    if (assignment.labels[i] < 0) continue;
    const bool fg = assignment.labels[i] == 1;
    targets.anchors.push_back(static_cast<int64_t>(i));
    targets.labels.push_back(fg ? 1 : 0);
    targets.deltas.push_back(
        fg ? encode(field.anchors[i], image.gtBoxes[static_cast<size_t>(assignment.argmax[i])], convention)
           : BoxDelta{});
    ++(fg ? targets.fg : targets.bg);
  }
  return targets;
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
