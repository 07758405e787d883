// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inference/anchor_field.h"

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
