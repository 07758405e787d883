// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/backbones/backbone.h"
#include "engine/networks/backbones/trunk_parts.h"
#include "engine/ops/caffe_layers.h"

namespace anchor {
namespace {

/// VGG16 without its last pooling: 13 convolutions, 4 pools, stride 16 (Simonyan & Zisserman, configuration
/// D).
class Vgg16 : public Backbone {
 public:
  explicit Vgg16(const NetworkConfig& config) : m_pool{2, 2, 0, config.ceil_pools} {
    const auto features = register_module("features", std::make_shared<torch::nn::Module>());
    const std::vector<std::vector<int64_t>> groups{
        {64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}};
    int64_t in = 3;
    int index = 0;  // torchvision counts ReLUs and pools too
    for (size_t g = 0; g < groups.size(); ++g) {
      std::vector<torch::nn::Conv2d> convs;
      for (const int64_t out : groups[g]) {
        convs.push_back(features->register_module(std::to_string(index), biasedConv({in, out, 3, 1, 1})));
        if (static_cast<int>(g) < config.frozen_stages) freeze(*convs.back());
        in = out;
        index += 2;
      }
      ++index;
      m_groups.push_back(std::move(convs));
    }
  }
  std::vector<at::Tensor> forward(const at::Tensor& images) override {
    at::Tensor x = images;
    for (size_t g = 0; g < m_groups.size(); ++g) {
      if (g > 0) x = maxPool(x, m_pool);
      for (auto& conv : m_groups[g]) x = conv->forward(x).relu_();
    }
    return {x};
  }
  [[nodiscard]] std::vector<StageShape> stages() const override { return {{512, 16}}; }

 private:
  PoolRule m_pool;
  std::vector<std::vector<torch::nn::Conv2d>> m_groups;
};

}  // namespace

std::shared_ptr<Backbone> makeVgg16(const NetworkConfig& config) { return std::make_shared<Vgg16>(config); }

}  // namespace anchor
