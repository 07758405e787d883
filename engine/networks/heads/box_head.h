#pragma once
#include <torch/nn/modules/linear.h>

#include "engine/networks/backbones/backbone.h"

namespace anchor {

struct BoxOutput {
  at::Tensor scores;  ///< [R,C+1] logits, background first
  at::Tensor deltas;  ///< [R,4(C+1)] normalised deltas, four for each class
};

/// RoI pooling or alignment from the fitting level, fc6, fc7, class scores and per-class deltas.
class BoxHead : public torch::nn::Module {
 public:
  BoxHead(const NetworkConfig& config, std::vector<StageShape> maps, int64_t classes);
  /// rois [R,5]: batch index, x1, y1, x2, y2 in network pixels, Continuous or Pixel as the network was
  /// trained.
  BoxOutput forward(const std::vector<at::Tensor>& maps, const at::Tensor& rois);

 private:
  at::Tensor pooled(const std::vector<at::Tensor>& maps, const at::Tensor& rois) const;
  NetworkConfig m_config;
  std::vector<StageShape> m_maps;
  torch::nn::Linear m_fc6, m_fc7, m_scores, m_deltas;
};

}  // namespace anchor
