// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/networks/heads/box_head.h"
#include "engine/networks/heads/rpn_head.h"
#include "engine/networks/mixed_precision.h"
#include "engine/networks/necks/neck.h"

namespace anchor {

/// Backbone, neck, RPN head and box head of one configuration. Holds weights and nothing else: targets,
/// proposals and losses are functions outside. Parts are named backbone, neck, rpn, head.
class FasterRcnn : public torch::nn::Module {
 public:
  explicit FasterRcnn(const RunConfig& config);
  /// images [B,3,H,W] → feature maps, finest first. All outputs are float, whatever the precision inside.
  std::vector<at::Tensor> features(const at::Tensor& images);
  RpnOutput rpn(const std::vector<at::Tensor>& maps);
  BoxOutput boxes(const std::vector<at::Tensor>& maps, const at::Tensor& rois);
  [[nodiscard]] RpnHead& rpnHead() const { return *m_rpn; }
  [[nodiscard]] BoxHead& boxHead() const { return *m_head; }

 private:
  /// Only training is mixed; evaluation and detection run in float.
  [[nodiscard]] MixedPrecision mixed(const at::Tensor& on) const {
    return {is_training() ? m_precision : Precision::Float32, on.device()};
  }
  Precision m_precision;
  std::shared_ptr<Backbone> m_backbone;
  std::shared_ptr<Neck> m_neck;
  std::shared_ptr<RpnHead> m_rpn;
  std::shared_ptr<BoxHead> m_head;
};

/// The grid of an input from the maps themselves, with the configuration's anchors.
std::vector<GridLevel> gridLevelsOf(const RunConfig& config, const std::vector<at::Tensor>& maps,
                                    ImageSize input);

}  // namespace anchor
