#pragma once
#include "engine/data/image_tensor.h"
#include "engine/geometry/anchor_grid.h"
#include "engine/ops/tensor_views.h"

namespace anchor {

/// Anchors of one input with what training needs of them.
struct AnchorField {
  Boxes anchors;
  std::vector<int> levelStart;  ///< first anchor of each level
};
AnchorField anchorField(const std::vector<GridLevel>& levels);

/// RPN targets of one image, [N] and [N,4], on the CPU.
struct RpnTargets {
  at::Tensor labels;  ///< long: 1, 0, -1
  at::Tensor deltas;  ///< float
  int fg = 0, bg = 0;
};
RpnTargets rpnTargets(const RunConfig& config, const AnchorField& field, const PreparedImage& image,
                      RandomSource& random);

/// Proposals of one image from its RPN output (scores: fg probability [N], deltas [N]).
Boxes proposals(const ProposalRule& rule, BoxConvention convention, const AnchorField& field,
                std::span<const float> scores, std::span<const BoxDelta> deltas, ImageSize input,
                float scale);

}  // namespace anchor
