// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/backbones/resnet_stage.h"

#include <torch/nn/modules/conv.h>

#include "engine/networks/norm.h"

namespace anchor {
namespace nn = torch::nn;

/// Convolutions conv1, conv2 (, conv3) with bn1, bn2 (, bn3), and a shortcut.
class ResNetStage::Block : public nn::Module {
 public:
  Block(bool bottleneck, int64_t in, int64_t inner, int64_t out, int64_t stride, NormLayer norm) {
    if (bottleneck) {
      add(in, inner, 1, 1, norm);
      add(inner, inner, 3, stride, norm);
      add(inner, out, 1, 1, norm);
    } else {
      add(in, inner, 3, stride, norm);
      add(inner, out, 3, 1, norm);
    }
    if (stride == 1 && in == out) return;
    const auto downsample = register_module("downsample", std::make_shared<nn::Module>());
    m_project = downsample->register_module("0", conv(in, out, 1, stride));
    m_projectNorm = downsample->register_module("1", makeNorm(norm, out));
  }
  at::Tensor forward(const at::Tensor& x) {
    at::Tensor y = x;
    for (size_t i = 0; i < m_convs.size(); ++i) {
      y = m_norms[i]->forward(m_convs[i]->forward(y));
      if (i + 1 < m_convs.size()) y = y.relu_();
    }
    const at::Tensor shortcut = m_project.is_empty() ? x : m_projectNorm->forward(m_project->forward(x));
    return (y + shortcut).relu_();
  }

 private:
  static nn::Conv2d conv(int64_t in, int64_t out, int64_t kernel, int64_t stride) {
    nn::Conv2d layer(nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false));
    nn::init::kaiming_normal_(layer->weight, 0, torch::kFanOut, torch::kReLU);
    return layer;
  }
  void add(int64_t in, int64_t out, int64_t kernel, int64_t stride, NormLayer norm) {
    const std::string number = std::to_string(m_convs.size() + 1);
    m_convs.push_back(register_module("conv" + number, conv(in, out, kernel, stride)));
    m_norms.push_back(register_module("bn" + number, makeNorm(norm, out)));
  }
  std::vector<nn::Conv2d> m_convs;
  std::vector<std::shared_ptr<Norm>> m_norms;
  nn::Conv2d m_project{nullptr};
  std::shared_ptr<Norm> m_projectNorm;
};

std::optional<ResNetShape> resNetShape(const std::string& backbone) {
  if (backbone == "resnet18") return ResNetShape{{2, 2, 2, 2}, false};
  if (backbone == "resnet34") return ResNetShape{{3, 4, 6, 3}, false};
  if (backbone == "resnet50") return ResNetShape{{3, 4, 6, 3}, true};
  return std::nullopt;
}

int64_t resNetChannels(const NetworkConfig& config, int stage) {
  const double full = static_cast<double>(int64_t{64} << stage);
  return std::max<int64_t>(8, std::lround(full * config.width / 8) * 8);
}

ResNetStage::ResNetStage(const ResNetShape& shape, const NetworkConfig& config, int stage) {
  const int64_t inner = resNetChannels(config, stage);
  m_channels = inner * shape.expansion();
  int64_t in = stage == 0 ? resNetChannels(config, 0) : resNetChannels(config, stage - 1) * shape.expansion();
  for (int block = 0; block < shape.blocks[static_cast<size_t>(stage)]; ++block) {
    const int64_t stride = stage > 0 && block == 0 ? 2 : 1;
    m_blocks.push_back(register_module(
        std::to_string(block),
        std::make_shared<Block>(shape.bottleneck, in, inner, m_channels, stride, config.norm)));
    in = m_channels;
  }
}

at::Tensor ResNetStage::forward(at::Tensor x) {
  for (auto& block : m_blocks) x = block->forward(x);
  return x;
}

}  // namespace anchor
