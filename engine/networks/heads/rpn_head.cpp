// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/heads/rpn_head.h"

namespace anchor {
namespace nn = torch::nn;

namespace {

at::Tensor scoresInOrder(const at::Tensor& out, int64_t anchorsPerCell, bool sigmoid) {
  const int64_t batch = out.size(0);
  if (sigmoid) {
    const at::Tensor logits = out.permute({0, 2, 3, 1}).reshape({batch, -1});
    return at::stack({at::zeros_like(logits), logits}, 2);
  }
  return out.view({batch, 2, anchorsPerCell, out.size(2), out.size(3)})
      .permute({0, 3, 4, 2, 1})
      .reshape({batch, -1, 2});
}

}  // namespace

RpnOutput inAnchorOrder(const std::vector<RpnMaps>& levels, int64_t anchorsPerCell, bool sigmoid) {
  std::vector<at::Tensor> scores;
  std::vector<at::Tensor> deltas;
  for (const RpnMaps& level : levels) {
    const int64_t batch = level.deltas.size(0);
    const int64_t h = level.deltas.size(2);
    const int64_t w = level.deltas.size(3);
    scores.push_back(scoresInOrder(level.scores, anchorsPerCell, sigmoid));
    deltas.push_back(
        level.deltas.view({batch, anchorsPerCell, 4, h, w}).permute({0, 3, 4, 1, 2}).reshape({batch, -1, 4}));
  }
  return {at::cat(scores, 1), at::cat(deltas, 1)};
}

RpnHead::RpnHead(int64_t in, int64_t hidden, int64_t anchorsPerCell, bool sigmoid)
    : m_anchors(anchorsPerCell),
      m_sigmoid(sigmoid),
      m_conv(register_module("conv", nn::Conv2d(nn::Conv2dOptions(in, hidden, 3).padding(1)))),
      m_scores(register_module("cls_score",
                               nn::Conv2d(nn::Conv2dOptions(hidden, (sigmoid ? 1 : 2) * anchorsPerCell, 1)))),
      m_deltas(register_module("bbox_pred", nn::Conv2d(nn::Conv2dOptions(hidden, 4 * anchorsPerCell, 1)))) {
  for (const auto& layer : {m_conv, m_scores, m_deltas}) {
    nn::init::normal_(layer->weight, 0, 0.01);
    nn::init::zeros_(layer->bias);
  }
}

RpnMaps RpnHead::convolved(const at::Tensor& map) {
  const at::Tensor hidden = m_conv->forward(map).relu_();
  return {m_scores->forward(hidden), m_deltas->forward(hidden)};
}

RpnOutput RpnHead::forward(const std::vector<at::Tensor>& maps) {
  std::vector<RpnMaps> levels;
  levels.reserve(maps.size());
  for (const at::Tensor& map : maps) levels.push_back(convolved(map));
  return inAnchorOrder(levels, m_anchors, m_sigmoid);
}

}  // namespace anchor
