// SPDX-License-Identifier: GPL-3.0-or-later
#include <torch/nn/modules/conv.h>

#include "engine/networks/backbones/backbone.h"
#include "engine/networks/backbones/trunk_parts.h"
#include "engine/networks/norm.h"

namespace anchor {
namespace {

namespace nn = torch::nn;

enum class Activation { None, Relu, HardSwish };

at::Tensor activated(const at::Tensor& x, Activation kind) {
  if (kind == Activation::Relu) return x.relu();
  return kind == Activation::HardSwish ? at::hardswish(x) : x;
}

/// Convolution "0", normalisation "1", activation.
class ConvNorm : public nn::Module {
 public:
  ConvNorm(int64_t in, int64_t out, int64_t kernel, int64_t stride, int64_t groups, Activation activation,
           NormLayer norm)
      : m_conv(register_module("0", nn::Conv2d(nn::Conv2dOptions(in, out, kernel)
                                                   .stride(stride)
                                                   .padding(kernel / 2)
                                                   .groups(groups)
                                                   .bias(false)))),
        m_norm(register_module("1", makeNorm(norm, out, epsilon))),
        m_activation(activation) {
    nn::init::kaiming_normal_(m_conv->weight, 0, torch::kFanOut);
  }
  at::Tensor forward(const at::Tensor& x) {
    return activated(m_norm->forward(m_conv->forward(x)), m_activation);
  }

 private:
  static constexpr double epsilon = 1e-3;  // MobileNetV3's, not the usual 1e-5
  nn::Conv2d m_conv;
  std::shared_ptr<Norm> m_norm;
  Activation m_activation;
};

/// Channel weights from the map's mean (Hu et al. 2018), with the hard sigmoid of MobileNetV3.
class SqueezeExcite : public nn::Module {
 public:
  SqueezeExcite(int64_t channels, int64_t squeezed)
      : m_fc1(register_module("fc1", biasedConv({channels, squeezed, 1, 1, 0}))),
        m_fc2(register_module("fc2", biasedConv({squeezed, channels, 1, 1, 0}))) {}
  at::Tensor forward(const at::Tensor& x) {
    const at::Tensor pooled = at::adaptive_avg_pool2d(x, {1, 1});
    return x * at::hardsigmoid(m_fc2->forward(m_fc1->forward(pooled).relu_()));
  }

 private:
  nn::Conv2d m_fc1, m_fc2;
};

struct BlockRow {
  int64_t in, kernel, expanded, out;
  bool squeeze;
  Activation activation;
  int64_t stride;
};
constexpr auto RE = Activation::Relu;
constexpr auto HS = Activation::HardSwish;
/// MobileNetV3-Large (Howard et al. 2019, table 1).
constexpr BlockRow rows[] = {
    {16, 3, 16, 16, false, RE, 1},   {16, 3, 64, 24, false, RE, 2},   {24, 3, 72, 24, false, RE, 1},
    {24, 5, 72, 40, true, RE, 2},    {40, 5, 120, 40, true, RE, 1},   {40, 5, 120, 40, true, RE, 1},
    {40, 3, 240, 80, false, HS, 2},  {80, 3, 200, 80, false, HS, 1},  {80, 3, 184, 80, false, HS, 1},
    {80, 3, 184, 80, false, HS, 1},  {80, 3, 480, 112, true, HS, 1},  {112, 3, 672, 112, true, HS, 1},
    {112, 5, 672, 160, true, HS, 2}, {160, 5, 960, 160, true, HS, 1}, {160, 5, 960, 160, true, HS, 1}};

int64_t squeezedChannels(int64_t expanded) {  // a quarter, in eights, never 10 % below
  const int64_t quarter = expanded / 4;
  const int64_t rounded = std::max<int64_t>(8, (quarter + 4) / 8 * 8);
  return rounded * 10 < quarter * 9 ? rounded + 8 : rounded;
}

/// Expand, depth-wise, weigh channels, project. Names: block.0, block.1, …
class InvertedResidual : public nn::Module {
 public:
  InvertedResidual(const BlockRow& row, NormLayer norm) : m_shortcut(row.stride == 1 && row.in == row.out) {
    const auto block = register_module("block", std::make_shared<nn::Module>());
    int index = 0;
    const auto add = [&](int64_t in, int64_t out, int64_t kernel, int64_t stride, int64_t groups,
                         Activation activation) {
      return block->register_module(
          std::to_string(index++),
          std::make_shared<ConvNorm>(in, out, kernel, stride, groups, activation, norm));
    };
    if (row.expanded != row.in) m_expand = add(row.in, row.expanded, 1, 1, 1, row.activation);
    m_depthwise = add(row.expanded, row.expanded, row.kernel, row.stride, row.expanded, row.activation);
    if (row.squeeze)
      m_squeeze = block->register_module(
          std::to_string(index++),
          std::make_shared<SqueezeExcite>(row.expanded, squeezedChannels(row.expanded)));
    m_project = add(row.expanded, row.out, 1, 1, 1, Activation::None);
  }
  at::Tensor forward(const at::Tensor& x) {
    at::Tensor y = m_depthwise->forward(m_expand ? m_expand->forward(x) : x);
    if (m_squeeze) y = m_squeeze->forward(y);
    y = m_project->forward(y);
    return m_shortcut ? x + y : y;
  }

 private:
  std::shared_ptr<ConvNorm> m_expand, m_depthwise, m_project;
  std::shared_ptr<SqueezeExcite> m_squeeze;
  bool m_shortcut;
};

/// Features.0 … features.16 of torchvision's mobilenet_v3_large.
class MobileNetV3 : public Backbone {
 public:
  explicit MobileNetV3(const NetworkConfig& config) {
    const auto features = register_module("features", std::make_shared<nn::Module>());
    m_stem = features->register_module("0", std::make_shared<ConvNorm>(3, 16, 3, 2, 1, HS, config.norm));
    int index = 1;
    for (const BlockRow& row : rows)
      m_blocks.push_back(features->register_module(std::to_string(index++),
                                                   std::make_shared<InvertedResidual>(row, config.norm)));
    m_last = features->register_module("16", std::make_shared<ConvNorm>(160, 960, 1, 1, 1, HS, config.norm));
    freezeStages(*features, config.frozen_stages);
  }
  std::vector<at::Tensor> forward(const at::Tensor& images) override {
    at::Tensor x = m_stem->forward(images);
    std::vector<at::Tensor> maps;
    for (size_t i = 0; i < m_blocks.size(); ++i) {
      x = m_blocks[i]->forward(x);
      if (maps.size() < 3 && static_cast<int>(i) + 1 == stageEnds[maps.size()]) maps.push_back(x);
    }
    maps.push_back(m_last->forward(x));
    return maps;
  }
  [[nodiscard]] std::vector<StageShape> stages() const override {
    return {{24, 4}, {40, 8}, {112, 16}, {960, 32}};
  }

 private:
  /// The last block at strides 4, 8, 16; stride 32 ends with the last convolution.
  static constexpr int stageEnds[] = {3, 6, 12, 16};
  /// Stages: 1 = stem and block 1, 2 = up to stride 4, …
  static void freezeStages(nn::Module& features, int stages) {
    if (stages <= 0) return;
    const int last = stages == 1 ? 1 : stageEnds[std::min(stages - 2, 3)];
    for (const auto& item : features.named_children())
      if (std::stoi(item.key()) <= last) freeze(*item.value());
  }
  std::shared_ptr<ConvNorm> m_stem, m_last;
  std::vector<std::shared_ptr<InvertedResidual>> m_blocks;
};

}  // namespace

std::shared_ptr<Backbone> makeMobileNetV3(const NetworkConfig& config) {
  return std::make_shared<MobileNetV3>(config);
}

}  // namespace anchor
