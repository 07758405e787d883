// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <torch/nn/module.h>

#include "engine/config/run_config.h"

namespace anchor {

/// What tells one ResNet from another (He et al. 2015, table 1; torchvision's layout with the stride on the
/// 3x3).
struct ResNetShape {
  std::array<int, 4> blocks;
  bool bottleneck;
  [[nodiscard]] int64_t expansion() const { return bottleneck ? 4 : 1; }
};
/// resnet18, resnet34 or resnet50; none for other names.
std::optional<ResNetShape> resNetShape(const std::string& backbone);

/// Inner channels of stage 0..3 (64 … 512) times config.width, in eights.
int64_t resNetChannels(const NetworkConfig& config, int stage);

/// layer1 … layer4: residual blocks named 0, 1, …; the first halves the map when stage > 0.
class ResNetStage : public torch::nn::Module {
 public:
  ResNetStage(const ResNetShape& shape, const NetworkConfig& config, int stage);
  at::Tensor forward(at::Tensor x);
  [[nodiscard]] int64_t channels() const { return m_channels; }

 private:
  class Block;
  std::vector<std::shared_ptr<Block>> m_blocks;
  int64_t m_channels;
};

}  // namespace anchor
