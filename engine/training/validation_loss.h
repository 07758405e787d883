// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/inference/anchor_field.h"
#include "engine/inference/inference.h"
#include "engine/training/losses.h"

namespace anchor {

/// The losses of training on images that are not trained on, with the weights as they are: taken on the way,
/// from the feature maps that detection makes of them, at the size of detection.
class ValidationLoss {
 public:
  /// The network must outlive this, and evaluate (no dropout).
  ValidationLoss(FasterRcnn& network, const RunConfig& config, const at::Device& device);
  /// What detection finds; adds the image's losses. The n-th image is sampled alike whenever it is asked, so
  /// that evaluations differ by the weights alone.
  Findings find(const RgbImage& image, const RunSample& sample);
  /// Of the images so far; NaN before the first.
  [[nodiscard]] LossValues mean() const;

 private:
  FasterRcnn& m_network;
  RunConfig m_config;
  at::Device m_device;
  AnchorFields m_fields;
  int m_images = 0;
  LossValues m_sum;
};

}  // namespace anchor
