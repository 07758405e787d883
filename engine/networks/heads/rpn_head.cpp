#include "engine/networks/heads/rpn_head.h"

namespace anchor {
namespace nn = torch::nn;

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

at::Tensor RpnHead::scoresOf(const at::Tensor& hidden) {
  const at::Tensor out = m_scores->forward(hidden);
  const int64_t batch = out.size(0);
  if (m_sigmoid) {
    const at::Tensor logits = out.permute({0, 2, 3, 1}).reshape({batch, -1});
    return at::stack({at::zeros_like(logits), logits}, 2);
  }
  return out.view({batch, 2, m_anchors, out.size(2), out.size(3)})
      .permute({0, 3, 4, 2, 1})
      .reshape({batch, -1, 2});
}

RpnOutput RpnHead::forward(const std::vector<at::Tensor>& maps) {
  std::vector<at::Tensor> scores;
  std::vector<at::Tensor> deltas;
  for (const at::Tensor& map : maps) {
    const at::Tensor hidden = m_conv->forward(map).relu_();
    const int64_t batch = map.size(0);
    const int64_t h = map.size(2);
    const int64_t w = map.size(3);
    scores.push_back(scoresOf(hidden));
    deltas.push_back(m_deltas->forward(hidden)
                         .view({batch, m_anchors, 4, h, w})
                         .permute({0, 3, 4, 1, 2})
                         .reshape({batch, -1, 4}));
  }
  return {at::cat(scores, 1), at::cat(deltas, 1)};
}

}  // namespace anchor
