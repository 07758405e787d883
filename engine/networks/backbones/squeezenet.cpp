// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/backbones/backbone.h"
#include "engine/networks/backbones/trunk_parts.h"
#include "engine/ops/caffe_layers.h"

namespace anchor {
namespace {

/// Squeeze 1x1, then expand 1x1 and 3x3 side by side (Iandola et al. 2016, figure 1).
class Fire : public torch::nn::Module {
 public:
  Fire(int64_t in, int64_t squeeze, int64_t expand)
      : m_squeeze(register_module("squeeze", biasedConv({in, squeeze, 1, 1, 0}))),
        m_expand1(register_module("expand1x1", biasedConv({squeeze, expand, 1, 1, 0}))),
        m_expand3(register_module("expand3x3", biasedConv({squeeze, expand, 3, 1, 1}))) {}
  at::Tensor forward(const at::Tensor& x) {
    const at::Tensor squeezed = m_squeeze->forward(x).relu_();
    return at::cat({m_expand1->forward(squeezed).relu_(), m_expand3->forward(squeezed).relu_()}, 1);
  }

 private:
  torch::nn::Conv2d m_squeeze, m_expand1, m_expand3;
};

struct FireRow {
  int index;  ///< torchvision's place in features
  int64_t in, squeeze, expand;
  bool poolBefore;
};
constexpr FireRow rows[] = {{3, 96, 16, 64, true},     {4, 128, 16, 64, false},  {5, 128, 32, 128, false},
                            {7, 256, 32, 128, true},   {8, 256, 48, 192, false}, {9, 384, 48, 192, false},
                            {10, 384, 64, 256, false}, {12, 512, 64, 256, true}};

/// SqueezeNet 1.0 up to its last fire module: stride 16, 512 channels.
class SqueezeNet : public Backbone {
 public:
  explicit SqueezeNet(const NetworkConfig& config) {
    const auto features = register_module("features", std::make_shared<torch::nn::Module>());
    m_stem = features->register_module("0", biasedConv({3, 96, 7, 2, 0}));
    if (config.frozen_stages > 0) freeze(*m_stem);
    int stage = 1;  // a stage ends before each pool
    for (const FireRow& row : rows) {
      stage += row.poolBefore ? 1 : 0;
      m_fires.push_back(features->register_module(std::to_string(row.index),
                                                  std::make_shared<Fire>(row.in, row.squeeze, row.expand)));
      if (stage <= config.frozen_stages) freeze(*m_fires.back());
    }
  }
  std::vector<at::Tensor> forward(const at::Tensor& images) override {
    at::Tensor x = m_stem->forward(images).relu_();
    for (size_t i = 0; i < m_fires.size(); ++i) {
      if (rows[i].poolBefore) x = maxPool(x, {3, 2, 0, true});
      x = m_fires[i]->forward(x);
    }
    return {x};
  }
  [[nodiscard]] std::vector<StageShape> stages() const override { return {{512, 16}}; }

 private:
  torch::nn::Conv2d m_stem{nullptr};
  std::vector<std::shared_ptr<Fire>> m_fires;
};

}  // namespace

std::shared_ptr<Backbone> makeSqueezeNet(const NetworkConfig& config) {
  return std::make_shared<SqueezeNet>(config);
}

}  // namespace anchor
