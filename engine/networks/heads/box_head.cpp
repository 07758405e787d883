// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/heads/box_head.h"

#include <torch/nn/init.h>

#include "engine/ops/roi_op.h"

namespace anchor {
namespace nn = torch::nn;

namespace {

/// Level of each roi, [R]: a roi of 224 pixels goes to stride 16, half of that to stride 8 (FPN, equation 1).
at::Tensor roiLevels(const at::Tensor& rois, const std::vector<StageShape>& maps) {
  const at::Tensor w = (rois.select(1, 3) - rois.select(1, 1)).clamp_min(1e-6);
  const at::Tensor h = (rois.select(1, 4) - rois.select(1, 2)).clamp_min(1e-6);
  const double finest = std::log2(static_cast<double>(maps.front().stride));
  const at::Tensor level = ((w * h).sqrt() / 224).log2().add(4 + 1e-6).floor() - finest;
  return level.clamp(0, static_cast<double>(maps.size()) - 1).to(at::kLong);
}

}  // namespace

at::Tensor roiCells(const NetworkConfig& network, const std::vector<StageShape>& shapes,
                    const std::vector<at::Tensor>& maps, const at::Tensor& rois) {
  const RoiOp op = network.roi_op == RoiPooling::Pool ? roiPool : roiAlign;
  const RoiOpRule rule{network.roi_size, network.roi_size, 1.0 / shapes[0].stride, network.roi_sampling_ratio,
                       network.roi_aligned};
  if (shapes.size() == 1) return op(maps[0], rois, rule);
  std::vector<double> scales;
  for (const StageShape& shape : shapes) scales.push_back(1.0 / shape.stride);
  const auto used = static_cast<std::ptrdiff_t>(shapes.size());
  return onPyramid(op, {maps.begin(), maps.begin() + used}, rois, roiLevels(rois, shapes), scales, rule);
}

BoxHead::BoxHead(const NetworkConfig& config, std::vector<StageShape> maps, int64_t classes)
    : m_config(config), m_maps(std::move(maps)) {
  int64_t outputs = 0;
  if (config.head == HeadKind::Res5) {
    m_layer4 =
        register_module("layer4", std::make_shared<ResNetStage>(*resNetShape(config.backbone), config, 3));
    outputs = m_layer4->channels();
  } else {
    outputs = config.head_fc7 > 0 ? config.head_fc7 : config.head_hidden;
    const int64_t inputs = m_maps.front().channels * config.roi_size * config.roi_size;
    m_fc6 = register_module("fc6", nn::Linear(inputs, config.head_hidden));
    m_fc7 = register_module("fc7", nn::Linear(config.head_hidden, outputs));
    for (const auto& layer : {m_fc6, m_fc7}) {
      nn::init::kaiming_uniform_(layer->weight, 1);
      nn::init::zeros_(layer->bias);
    }
  }
  m_scores = register_module("cls_score", nn::Linear(outputs, classes + 1));
  m_deltas = register_module("bbox_pred", nn::Linear(outputs, 4 * (classes + 1)));
  nn::init::normal_(m_scores->weight, 0, 0.01);
  nn::init::normal_(m_deltas->weight, 0, 0.001);
  for (const auto& layer : {m_scores, m_deltas}) nn::init::zeros_(layer->bias);
}

at::Tensor BoxHead::described(const at::Tensor& cells) {
  if (m_layer4) return m_layer4->forward(cells).mean({2, 3});
  at::Tensor x = cells.flatten(1);
  for (auto& layer : {m_fc6, m_fc7}) {
    x = nn::Linear(layer)->forward(x).relu_();
    if (m_config.dropout > 0) x = at::dropout(x, m_config.dropout, is_training());
  }
  return x;
}

BoxOutput BoxHead::forward(const std::vector<at::Tensor>& maps, const at::Tensor& rois) {
  return predict(roiCells(m_config, m_maps, maps, rois));
}

BoxOutput BoxHead::predict(const at::Tensor& cells) {
  const at::Tensor x = described(cells);
  return {m_scores->forward(x), m_deltas->forward(x)};
}

}  // namespace anchor
