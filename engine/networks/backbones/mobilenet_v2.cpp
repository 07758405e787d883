// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/backbones/backbone.h"

#include <torch/nn/modules/conv.h>

#include "engine/networks/norm.h"

namespace anchor {
namespace {

namespace nn = torch::nn;

/// Convolution, normalisation, and ReLU6 unless it is the linear end of a block.
class ConvNorm : public nn::Module {
 public:
  ConvNorm(nn::Module& parent, const std::string& convName, const std::string& normName, int64_t in,
           int64_t out, int64_t kernel, int64_t stride, int64_t groups, bool activate, NormLayer norm)
      : m_conv(parent.register_module(convName, nn::Conv2d(nn::Conv2dOptions(in, out, kernel)
                                                               .stride(stride)
                                                               .padding(kernel / 2)
                                                               .groups(groups)
                                                               .bias(false)))),
        m_norm(parent.register_module(normName, makeNorm(norm, out))),
        m_activate(activate) {
    nn::init::kaiming_normal_(m_conv->weight, 0, torch::kFanOut);
  }
  at::Tensor forward(const at::Tensor& x) {
    const at::Tensor y = m_norm->forward(m_conv->forward(x));
    return m_activate ? at::clamp(y, 0, 6) : y;
  }

 private:
  nn::Conv2d m_conv;
  std::shared_ptr<Norm> m_norm;
  bool m_activate;
};

/// Expand, depth-wise 3x3, project (Sandler et al. 2018, figure 3b). Names: conv.0.0, conv.0.1, conv.1.0, …
class InvertedResidual : public nn::Module {
 public:
  InvertedResidual(int64_t in, int64_t out, int64_t stride, int64_t expand, NormLayer norm)
      : m_shortcut(stride == 1 && in == out) {
    const auto conv = register_module("conv", std::make_shared<nn::Module>());
    const int64_t hidden = in * expand;
    int index = 0;
    const auto add = [&](int64_t from, int64_t to, int64_t kernel, int64_t step, int64_t groups) {
      const auto group = conv->register_module(std::to_string(index++), std::make_shared<nn::Module>());
      m_steps.push_back(
          std::make_shared<ConvNorm>(*group, "0", "1", from, to, kernel, step, groups, true, norm));
    };
    if (expand != 1) add(in, hidden, 1, 1, 1);
    add(hidden, hidden, 3, stride, hidden);
    m_steps.push_back(std::make_shared<ConvNorm>(*conv, std::to_string(index), std::to_string(index + 1),
                                                 hidden, out, 1, 1, 1, false, norm));
  }
  at::Tensor forward(const at::Tensor& x) {
    at::Tensor y = x;
    for (auto& step : m_steps) y = step->forward(y);
    return m_shortcut ? x + y : y;
  }

 private:
  std::vector<std::shared_ptr<ConvNorm>> m_steps;
  bool m_shortcut;
};

struct BlockRow {
  int64_t expand, channels, repeats, stride;
};
constexpr BlockRow rows[] = {{1, 16, 1, 1}, {6, 24, 2, 2},  {6, 32, 3, 2}, {6, 64, 4, 2},
                             {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}};
/// The last block at each stride: 4, 8, 16, 32.
constexpr int stageEnds[] = {3, 6, 13, 17};

class MobileNetV2 : public Backbone {
 public:
  explicit MobileNetV2(const NetworkConfig& config) {
    const auto features = register_module("features", std::make_shared<nn::Module>());
    const auto stem = features->register_module("0", std::make_shared<nn::Module>());
    m_stem = std::make_shared<ConvNorm>(*stem, "0", "1", 3, 32, 3, 2, 1, true, config.norm);
    int64_t in = 32;
    int index = 1;
    for (const BlockRow& row : rows) {
      for (int64_t repeat = 0; repeat < row.repeats; ++repeat) {
        m_blocks.push_back(features->register_module(
            std::to_string(index++),
            std::make_shared<InvertedResidual>(in, row.channels, repeat == 0 ? row.stride : 1, row.expand,
                                               config.norm)));
        in = row.channels;
      }
    }
    // Stages count as in the strides: 1 = stem and block 1, 2 = up to stride 4, 3 = up to stride 8, …
    const int frozenBlocks = config.frozen_stages <= 0   ? -1
                             : config.frozen_stages == 1 ? 1
                                                         : stageEnds[std::min(config.frozen_stages - 2, 3)];
    for (const auto& item : features->named_children()) {
      if (std::stoi(item.key()) > frozenBlocks) continue;
      for (auto& parameter : item.value()->parameters()) parameter.set_requires_grad(false);
    }
  }
  std::vector<at::Tensor> forward(const at::Tensor& images) override {
    at::Tensor x = m_stem->forward(images);
    std::vector<at::Tensor> maps;
    for (size_t i = 0; i < m_blocks.size(); ++i) {
      x = m_blocks[i]->forward(x);
      if (maps.size() < std::size(stageEnds) && stageEnds[maps.size()] == static_cast<int>(i) + 1)
        maps.push_back(x);
    }
    return maps;
  }
  [[nodiscard]] std::vector<StageShape> stages() const override {
    return {{24, 4}, {32, 8}, {96, 16}, {320, 32}};
  }

 private:
  std::shared_ptr<ConvNorm> m_stem;
  std::vector<std::shared_ptr<InvertedResidual>> m_blocks;
};

}  // namespace

std::shared_ptr<Backbone> makeMobileNetV2(const NetworkConfig& config) {
  return std::make_shared<MobileNetV2>(config);
}

}  // namespace anchor
