// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/necks/neck.h"

#include <torch/nn/modules/conv.h>

#include "engine/networks/norm.h"

namespace anchor {
namespace {

namespace nn = torch::nn;

class NoNeck : public Neck {
 public:
  explicit NoNeck(std::vector<StageShape> stages) : m_stages(std::move(stages)) {}
  std::vector<at::Tensor> forward(const std::vector<at::Tensor>& stages) override { return stages; }
  [[nodiscard]] std::vector<StageShape> outputs() const override { return m_stages; }

 private:
  std::vector<StageShape> m_stages;
};

/// Lateral 1x1, top-down sum by nearest neighbour, 3x3 on each map that leaves. Coarser stages than the
/// coarsest wanted one still feed the sum, so the stride-16 neck is this pyramid with one way out.
class TopDownNeck : public Neck {
 public:
  TopDownNeck(const NetworkConfig& config, const std::vector<StageShape>& stages,
              const std::vector<int>& strides) {
    const int finest = *std::min_element(strides.begin(), strides.end());
    const auto inner = register_module("inner_blocks", std::make_shared<nn::Module>());
    const auto outer = register_module("layer_blocks", std::make_shared<nn::Module>());
    for (size_t i = 0; i < stages.size(); ++i) {
      const bool used = stages[i].stride >= finest;
      const bool leaves = std::find(strides.begin(), strides.end(), stages[i].stride) != strides.end();
      const std::string name = std::to_string(i);
      m_levels.push_back(
          {used ? addConv(*inner, name, stages[i].channels, config.neck_channels, 1) : nn::Conv2d(nullptr),
           leaves ? addConv(*outer, name, config.neck_channels, config.neck_channels, 3)
                  : nn::Conv2d(nullptr),
           leaves && config.norm == NormLayer::Group
               ? outer->register_module(name + "_norm", makeNorm(NormLayer::Group, config.neck_channels))
               : nullptr});
      if (leaves) m_outputs.push_back({config.neck_channels, stages[i].stride});
    }
    m_pooledLevel = strides.back() > stages.back().stride;
    if (m_pooledLevel) m_outputs.push_back({config.neck_channels, strides.back()});
  }
  std::vector<at::Tensor> forward(const std::vector<at::Tensor>& stages) override {
    std::vector<at::Tensor> maps;
    at::Tensor above;
    for (size_t i = stages.size(); i-- > 0;) {
      Level& level = m_levels[i];
      if (level.inner.is_empty()) break;
      at::Tensor sum = level.inner->forward(stages[i]);
      if (above.defined()) sum = sum + at::upsample_nearest2d(above, {sum.size(2), sum.size(3)});
      above = sum;
      if (level.outer.is_empty()) continue;
      const at::Tensor map = level.outer->forward(sum);
      maps.insert(maps.begin(), level.norm ? level.norm->forward(map).relu_() : map);
    }
    if (m_pooledLevel) maps.push_back(at::max_pool2d(maps.back(), 1, 2));
    return maps;
  }
  [[nodiscard]] std::vector<StageShape> outputs() const override { return m_outputs; }

 private:
  struct Level {
    nn::Conv2d inner, outer;
    std::shared_ptr<Norm> norm;
  };
  static nn::Conv2d addConv(nn::Module& parent, const std::string& name, int64_t in, int64_t out,
                            int64_t kernel) {
    nn::Conv2d conv(nn::Conv2dOptions(in, out, kernel).padding(kernel / 2));
    nn::init::kaiming_uniform_(conv->weight, 1);
    nn::init::zeros_(conv->bias);
    return parent.register_module(name, conv);
  }
  std::vector<Level> m_levels;
  std::vector<StageShape> m_outputs;
  bool m_pooledLevel = false;
};

}  // namespace

std::shared_ptr<Neck> makeNeck(const NetworkConfig& config, const std::vector<StageShape>& stages) {
  if (config.neck == NeckKind::None) return std::make_shared<NoNeck>(stages);
  const std::vector<int> strides = config.neck == NeckKind::Fpn ? config.fpn_strides : std::vector<int>{16};
  return std::make_shared<TopDownNeck>(config, stages, strides);
}

}  // namespace anchor
