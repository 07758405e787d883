// SPDX-License-Identifier: GPL-3.0-or-later
#include <torch/nn/modules/conv.h>

#include "engine/networks/backbones/backbone.h"
#include "engine/networks/backbones/resnet_stage.h"
#include "engine/networks/backbones/trunk_parts.h"
#include "engine/networks/norm.h"

namespace anchor {
namespace {

namespace nn = torch::nn;

class ResNet : public Backbone {
 public:
  ResNet(const ResNetShape& shape, const NetworkConfig& config) {
    const int64_t in = resNetChannels(config, 0);
    m_conv1 =
        register_module("conv1", nn::Conv2d(nn::Conv2dOptions(3, in, 7).stride(2).padding(3).bias(false)));
    nn::init::kaiming_normal_(m_conv1->weight, 0, torch::kFanOut, torch::kReLU);
    m_bn1 = register_module("bn1", makeNorm(config.norm, in));
    if (config.frozen_stages >= 1) {
      freeze(*m_conv1);
      freeze(*m_bn1);
    }
    // With the res5 head, layer4 works on the pooled rois and belongs to the head.
    const int stages = config.head == HeadKind::Res5 ? 3 : 4;
    for (int stage = 0; stage < stages; ++stage) {
      m_layers.push_back(register_module("layer" + std::to_string(stage + 1),
                                         std::make_shared<ResNetStage>(shape, config, stage)));
      if (config.frozen_stages >= stage + 2) freeze(*m_layers.back());
      m_stages.push_back({m_layers.back()->channels(), 4 << stage});
    }
    if (config.neck == NeckKind::None) m_stages = {m_stages.back()};
  }
  std::vector<at::Tensor> forward(const at::Tensor& images) override {
    at::Tensor x = m_bn1->forward(m_conv1->forward(images)).relu_();
    x = at::max_pool2d(x, 3, 2, 1);
    std::vector<at::Tensor> maps;
    for (auto& layer : m_layers) maps.push_back(x = layer->forward(x));
    return m_stages.size() == 1 ? std::vector<at::Tensor>{maps.back()} : maps;
  }
  [[nodiscard]] std::vector<StageShape> stages() const override { return m_stages; }

 private:
  nn::Conv2d m_conv1{nullptr};
  std::shared_ptr<Norm> m_bn1;
  std::vector<std::shared_ptr<ResNetStage>> m_layers;
  std::vector<StageShape> m_stages;
};

}  // namespace

std::shared_ptr<Backbone> makeResNet(const NetworkConfig& config) {
  return std::make_shared<ResNet>(*resNetShape(config.backbone), config);
}

}  // namespace anchor
