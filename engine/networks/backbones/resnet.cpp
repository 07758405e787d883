#include "engine/networks/backbones/backbone.h"
#include "engine/networks/norm.h"

namespace anchor {
namespace {

namespace nn = torch::nn;

nn::Conv2d conv(int64_t in, int64_t out, int64_t kernel, int64_t stride) {
  nn::Conv2d layer(nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false));
  nn::init::kaiming_normal_(layer->weight, 0, torch::kFanOut, torch::kReLU);
  return layer;
}

/// Two 3x3 convolutions and a shortcut (He et al. 2015, figure 2).
class BasicBlock : public nn::Module {
 public:
  BasicBlock(int64_t in, int64_t out, int64_t stride, const std::string& norm)
      : m_conv1(register_module("conv1", conv(in, out, 3, stride))),
        m_bn1(register_module("bn1", makeNorm(norm, out))),
        m_conv2(register_module("conv2", conv(out, out, 3, 1))),
        m_bn2(register_module("bn2", makeNorm(norm, out))) {
    if (stride == 1 && in == out) return;
    const auto downsample = register_module("downsample", std::make_shared<nn::Module>());
    m_project = downsample->register_module("0", conv(in, out, 1, stride));
    m_projectNorm = downsample->register_module("1", makeNorm(norm, out));
  }
  at::Tensor forward(const at::Tensor& x) {
    at::Tensor y = m_bn1->forward(m_conv1->forward(x)).relu_();
    y = m_bn2->forward(m_conv2->forward(y));
    const at::Tensor shortcut = m_project.is_empty() ? x : m_projectNorm->forward(m_project->forward(x));
    return (y + shortcut).relu_();
  }

 private:
  nn::Conv2d m_conv1;
  std::shared_ptr<Norm> m_bn1;
  nn::Conv2d m_conv2;
  std::shared_ptr<Norm> m_bn2;
  nn::Conv2d m_project{nullptr};
  std::shared_ptr<Norm> m_projectNorm;
};

class ResNet18 : public Backbone {
 public:
  explicit ResNet18(const NetworkConfig& config) {
    const auto channels = [&](int64_t full) {
      return std::max<int64_t>(8, std::lround(static_cast<double>(full) * config.width / 8) * 8);
    };
    int64_t in = channels(64);
    m_conv1 =
        register_module("conv1", nn::Conv2d(nn::Conv2dOptions(3, in, 7).stride(2).padding(3).bias(false)));
    nn::init::kaiming_normal_(m_conv1->weight, 0, torch::kFanOut, torch::kReLU);
    m_bn1 = register_module("bn1", makeNorm(config.norm, in));
    for (int stage = 0; stage < 4; ++stage) {
      const int64_t out = channels(int64_t{64} << stage);
      const auto layer = register_module("layer" + std::to_string(stage + 1), std::make_shared<nn::Module>());
      for (int block = 0; block < 2; ++block) {
        const int64_t stride = stage > 0 && block == 0 ? 2 : 1;
        m_blocks[stage].push_back(layer->register_module(
            std::to_string(block), std::make_shared<BasicBlock>(in, out, stride, config.norm)));
        in = out;
      }
      m_stages.push_back({out, 4 << stage});
    }
    freeze(config.frozen_stages);
  }
  std::vector<at::Tensor> forward(const at::Tensor& images) override {
    at::Tensor x = m_bn1->forward(m_conv1->forward(images)).relu_();
    x = at::max_pool2d(x, 3, 2, 1);
    std::vector<at::Tensor> maps;
    for (auto& blocks : m_blocks) {
      for (auto& block : blocks) x = block->forward(x);
      maps.push_back(x);
    }
    return maps;
  }
  [[nodiscard]] std::vector<StageShape> stages() const override { return m_stages; }

 private:
  /// 1 = stem, 2 = stem and layer1, …
  void freeze(int stages) {
    const auto stop = [](nn::Module& module) {
      for (auto& parameter : module.parameters()) parameter.set_requires_grad(false);
    };
    if (stages >= 1) {
      stop(*m_conv1);
      stop(*m_bn1);
    }
    for (int stage = 1; stage < std::min(stages, 5); ++stage)
      for (auto& block : m_blocks[stage - 1]) stop(*block);
  }

  nn::Conv2d m_conv1{nullptr};
  std::shared_ptr<Norm> m_bn1;
  std::array<std::vector<std::shared_ptr<BasicBlock>>, 4> m_blocks;
  std::vector<StageShape> m_stages;
};

}  // namespace

std::shared_ptr<Backbone> makeResNet18(const NetworkConfig& config) {
  return std::make_shared<ResNet18>(config);
}

}  // namespace anchor
