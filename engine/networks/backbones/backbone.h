// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <torch/nn/module.h>

#include "engine/config/run_config.h"

namespace anchor {

/// One output of a backbone: channels, and image pixels per cell.
struct StageShape {
  int64_t channels;
  int stride;
};

/// The convolutional trunk. Modules carry torchvision's names, so that its weights load by name.
class Backbone : public torch::nn::Module {
 public:
  /// images [N,3,H,W] normalised as the input configuration says; returns one map per stage, finest first.
  virtual std::vector<at::Tensor> forward(const at::Tensor& images) = 0;
  [[nodiscard]] virtual std::vector<StageShape> stages() const = 0;
};

std::shared_ptr<Backbone> makeResNet(const NetworkConfig& config);  ///< resnet18, resnet34, resnet50
std::shared_ptr<Backbone> makeMobileNetV2(const NetworkConfig& config);
std::shared_ptr<Backbone> makeMobileNetV3(const NetworkConfig& config);
std::shared_ptr<Backbone> makeSqueezeNet(const NetworkConfig& config);
std::shared_ptr<Backbone> makeVgg16(const NetworkConfig& config);
std::shared_ptr<Backbone> makeZf(const NetworkConfig& config);
std::shared_ptr<Backbone> makeVggCnnM1024(const NetworkConfig& config);

/// By config.backbone, or throws UserError.
std::shared_ptr<Backbone> makeBackbone(const NetworkConfig& config);

}  // namespace anchor
