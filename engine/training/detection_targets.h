// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/inference/anchor_field.h"
#include "engine/preprocess/image_tensor.h"

namespace anchor {

/// The sampled anchors of one image, [S] each.
struct RpnTargets {
  std::vector<int64_t> anchors;  ///< rising
  std::vector<int64_t> labels;   ///< 1 fg, 0 bg
  BoxDeltas deltas;              ///< zero for bg
  int fg = 0, bg = 0;
};
RpnTargets rpnTargets(const RunConfig& config, const AnchorField& field, const PreparedImage& image,
                      RandomSource& random);

}  // namespace anchor
