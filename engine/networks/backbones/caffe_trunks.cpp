// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/backbones/backbone.h"
#include "engine/networks/backbones/trunk_parts.h"
#include "engine/ops/caffe_layers.h"

namespace anchor {
namespace {

/// The two trunks of py-faster-rcnn with five convolutions. Modules carry Caffe's names: conv1 … conv5.
/// ZF (Zeiler & Fergus 2013, fast version) and VGG_CNN_M_1024 (Chatfield et al. 2014).
struct FiveConvolutions {
  std::array<WindowedConv, 5> convs;
  PoolRule pool;  ///< after conv1 and conv2, each behind its normalisation
  LrnRule lrn;
};

const FiveConvolutions zf{
    {{{3, 96, 7, 2, 3}, {96, 256, 5, 2, 2}, {256, 384, 3, 1, 1}, {384, 384, 3, 1, 1}, {384, 256, 3, 1, 1}}},
    {3, 2, 1, true},
    {3, 5e-5, 0.75, 1, true}};
const FiveConvolutions vggM{
    {{{3, 96, 7, 2, 0}, {96, 256, 5, 2, 1}, {256, 512, 3, 1, 1}, {512, 512, 3, 1, 1}, {512, 512, 3, 1, 1}}},
    {3, 2, 0, true},
    {5, 5e-4, 0.75, 2, false}};

class FiveConvolutionTrunk : public Backbone {
 public:
  FiveConvolutionTrunk(const FiveConvolutions& layers, int frozenStages) : m_layers(layers) {
    for (size_t i = 0; i < layers.convs.size(); ++i) {
      m_convs.push_back(register_module("conv" + std::to_string(i + 1), biasedConv(layers.convs[i])));
      if (static_cast<int>(i) < frozenStages) freeze(*m_convs.back());
    }
  }
  std::vector<at::Tensor> forward(const at::Tensor& images) override {
    at::Tensor x = images;
    for (size_t i = 0; i < m_convs.size(); ++i) {
      x = m_convs[i]->forward(x).relu_();
      if (i < 2) x = maxPool(lrn(x, m_layers.lrn), m_layers.pool);
    }
    return {x};
  }
  [[nodiscard]] std::vector<StageShape> stages() const override { return {{m_layers.convs.back().out, 16}}; }

 private:
  FiveConvolutions m_layers;
  std::vector<torch::nn::Conv2d> m_convs;
};

}  // namespace

std::shared_ptr<Backbone> makeZf(const NetworkConfig& config) {
  return std::make_shared<FiveConvolutionTrunk>(zf, config.frozen_stages);
}
std::shared_ptr<Backbone> makeVggCnnM1024(const NetworkConfig& config) {
  return std::make_shared<FiveConvolutionTrunk>(vggM, config.frozen_stages);
}

}  // namespace anchor
