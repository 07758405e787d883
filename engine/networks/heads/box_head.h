// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <torch/nn/modules/linear.h>

#include "engine/networks/backbones/backbone.h"
#include "engine/networks/backbones/resnet_stage.h"

namespace anchor {

struct BoxOutput {
  at::Tensor scores;  ///< [R,C+1] logits, background first
  at::Tensor deltas;  ///< [R,4(C+1)] normalised deltas, four for each class
};

/// The cells of each roi from the level that fits it, [R,C,size,size]: RoI pooling or alignment as the
/// network says, rois [R,5] as BoxHead::forward takes them, one entry of `shapes` for each map.
at::Tensor roiCells(const NetworkConfig& network, const std::vector<StageShape>& shapes,
                    const std::vector<at::Tensor>& maps, const at::Tensor& rois);

/// RoI pooling or alignment from the fitting level; fc6 and fc7, or a ResNet's layer4 and its mean; class
/// scores and per-class deltas.
class BoxHead : public torch::nn::Module {
 public:
  BoxHead(const NetworkConfig& config, std::vector<StageShape> maps, int64_t classes);
  /// rois [R,5]: batch index, x1, y1, x2, y2 in network pixels, Continuous or Pixel as the network was
  /// trained. Only the first of `maps`, as many as were named at construction, are looked at.
  BoxOutput forward(const std::vector<at::Tensor>& maps, const at::Tensor& rois);
  /// The layers behind the pooling: cells [R,C,size,size].
  BoxOutput predict(const at::Tensor& cells);

 private:
  at::Tensor described(const at::Tensor& cells);
  NetworkConfig m_config;
  std::vector<StageShape> m_maps;
  torch::nn::Linear m_fc6{nullptr}, m_fc7{nullptr}, m_scores{nullptr}, m_deltas{nullptr};
  std::shared_ptr<ResNetStage> m_layer4;
};

}  // namespace anchor
