// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <map>

#include "engine/geometry/anchor_grid.h"
#include "engine/geometry/proposal_steps.h"
#include "engine/ops/tensor_views.h"

namespace anchor {

/// Anchors of one input with what training needs of them.
struct AnchorField {
  Boxes anchors;
  std::vector<int> levelStart;  ///< first anchor of each level
  at::Tensor onDevice;          ///< float [N,4] where a GPU works on them; else undefined
};
AnchorField anchorField(const std::vector<GridLevel>& levels);

/// The fields of the input sizes that a training meets again and again. Of one configuration.
class AnchorFields {
 public:
  const AnchorField& of(const std::vector<GridLevel>& levels, const at::Device& device);

 private:
  std::map<std::vector<int>, AnchorField> m_fields;  ///< by the sizes of the levels' maps
};

/// Proposals of one image from its RPN output (scores: fg probability [N], deltas [N]).
Boxes proposals(const ProposalRule& rule, BoxConvention convention, const AnchorField& field,
                std::span<const float> scores, std::span<const BoxDelta> deltas, ImageSize input,
                float scale);

}  // namespace anchor
