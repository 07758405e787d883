#pragma once
#include <map>

#include "engine/geometry/anchor_grid.h"
#include "engine/ops/tensor_views.h"
#include "engine/preprocess/image_tensor.h"

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

/// The sampled anchors of one image, [S] each.
struct RpnTargets {
  std::vector<int64_t> anchors;  ///< rising
  std::vector<int64_t> labels;   ///< 1 fg, 0 bg
  BoxDeltas deltas;              ///< zero for bg
  int fg = 0, bg = 0;
};
RpnTargets rpnTargets(const RunConfig& config, const AnchorField& field, const PreparedImage& image,
                      RandomSource& random);

/// Proposals of one image from its RPN output (scores: fg probability [N], deltas [N]).
Boxes proposals(const ProposalRule& rule, BoxConvention convention, const AnchorField& field,
                std::span<const float> scores, std::span<const BoxDelta> deltas, ImageSize input,
                float scale);

}  // namespace anchor
