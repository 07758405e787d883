// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/networks/backbones/backbone.h"

namespace anchor {

/// Joins the backbone's stages into the maps that RPN and box head work on.
class Neck : public torch::nn::Module {
 public:
  virtual std::vector<at::Tensor> forward(const std::vector<at::Tensor>& stages) = 0;
  /// One per output map, finest first.
  [[nodiscard]] virtual std::vector<StageShape> outputs() const = 0;
};

/// none: the backbone's map as it is. stride16: one map at stride 16 that also sees stride 32.
/// fpn: a top-down pyramid (Lin et al. 2017) at config.fpn_strides.
std::shared_ptr<Neck> makeNeck(const NetworkConfig& config, const std::vector<StageShape>& stages);

}  // namespace anchor
