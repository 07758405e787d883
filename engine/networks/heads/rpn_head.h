// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <torch/nn/modules/conv.h>

namespace anchor {

/// RPN outputs of one image batch, all levels joined in grid order (see gridAnchors).
struct RpnOutput {
  at::Tensor scores;  ///< [B,N,2] logits: background, foreground
  at::Tensor deltas;  ///< [B,N,4]
};

/// What the convolutions say of one map: scores [B, A or 2A, H, W], deltas [B, 4A, H, W].
struct RpnMaps {
  at::Tensor scores, deltas;
};

/// Puts the levels' numbers into the order of the anchors. sigmoid: A scores a cell, else 2A (see RpnHead).
RpnOutput inAnchorOrder(const std::vector<RpnMaps>& levels, int64_t anchorsPerCell, bool sigmoid);

/// 3x3 convolution, ReLU, 1x1 to the scores and 1x1 to 4A deltas; the same weights at every level. softmax:
/// 2A scores, A background first, then A foreground. sigmoid: A foreground logits z, handed on as (0, z),
/// which softmax turns into the same probability. Initialised gaussian 0.01 as in the reference systems.
class RpnHead : public torch::nn::Module {
 public:
  RpnHead(int64_t in, int64_t hidden, int64_t anchorsPerCell, bool sigmoid);
  RpnOutput forward(const std::vector<at::Tensor>& maps);
  /// One map, before it is put into the order of the anchors. For exports, whose graphs must not know H and
  /// W.
  RpnMaps convolved(const at::Tensor& map);

 private:
  int64_t m_anchors;
  bool m_sigmoid;
  torch::nn::Conv2d m_conv, m_scores, m_deltas;
};

}  // namespace anchor
