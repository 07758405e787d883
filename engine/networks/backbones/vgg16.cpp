#include "engine/networks/backbones/backbone.h"

namespace anchor {
namespace {

namespace nn = torch::nn;

/// VGG16 without its last pooling: 13 convolutions, 4 pools, stride 16 (Simonyan & Zisserman, configuration
/// D).
class Vgg16 : public Backbone {
 public:
  explicit Vgg16(const NetworkConfig& config) {
    const auto features = register_module("features", std::make_shared<nn::Module>());
    const std::vector<std::vector<int64_t>> groups{
        {64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}};
    int64_t in = 3;
    int index = 0;  // torchvision counts ReLUs and pools too
    for (size_t g = 0; g < groups.size(); ++g) {
      std::vector<nn::Conv2d> convs;
      for (const int64_t out : groups[g]) {
        convs.push_back(features->register_module(std::to_string(index),
                                                  nn::Conv2d(nn::Conv2dOptions(in, out, 3).padding(1))));
        nn::init::kaiming_normal_(convs.back()->weight, 0, torch::kFanOut, torch::kReLU);
        nn::init::zeros_(convs.back()->bias);
        if (static_cast<int>(g) < config.frozen_stages)
          for (auto& parameter : convs.back()->parameters()) parameter.set_requires_grad(false);
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
      if (g > 0) x = at::max_pool2d(x, 2, 2);
      for (auto& conv : m_groups[g]) x = conv->forward(x).relu_();
    }
    return {x};
  }
  [[nodiscard]] std::vector<StageShape> stages() const override { return {{512, 16}}; }

 private:
  std::vector<std::vector<nn::Conv2d>> m_groups;
};

}  // namespace

std::shared_ptr<Backbone> makeVgg16(const NetworkConfig& config) { return std::make_shared<Vgg16>(config); }

}  // namespace anchor
