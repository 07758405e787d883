// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// detection_targets.h and addRois of a batch whose network runs on a GPU: the same rules, by kernels, without
// a number that the CPU would have to wait for.

#include "engine/inference/anchor_field.h"
#include "engine/ops/cuda/cuda_ops.h"
#include "engine/training/detection_targets.h"

namespace anchor {

/// True when steps of this configuration on so many anchors can take this path; else the CPU does it, and
/// waits for the GPU.
bool targetsFitDevice(const RunConfig& config, size_t anchors, const at::Device& device);

/// The gts of a batch and the draws of each image: RandomSource's next numbers, for the anchors (when `rpn`)
/// and then for the rois.
class DeviceTargets {
 public:
  DeviceTargets(const RunConfig& config, const std::vector<PreparedImage>& batch, const at::Device& device,
                std::vector<RandomSource>& randoms, bool rpn);
  /// rpnTargets of all images. rows of the result are places in a [B*N] list; anchors [N,4] on the device.
  [[nodiscard]] cuda::Chosen rpn(const at::Tensor& anchors) const;
  /// Proposals of all images from the RPN's outputs (scores [B,N] fg probability, deltas [B,N,4]): float
  /// [B,P,4] best first, and which of them exist, bool [B,P].
  std::tuple<at::Tensor, at::Tensor> proposals(const at::Tensor& anchors, const std::vector<int>& levelStart,
                                               const at::Tensor& scores, const at::Tensor& deltas) const;
  /// Lists of different lengths as one such pair.
  [[nodiscard]] std::tuple<at::Tensor, at::Tensor> given(const std::vector<Boxes>& rois) const;
  [[nodiscard]] cuda::Chosen rois(const at::Tensor& proposals, const at::Tensor& valid) const;

 private:
  const RunConfig& m_config;
  at::Device m_device;
  cuda::BatchGts m_gts;
  at::Tensor m_limits;  ///< [B,3]: height, width, shortest side of a proposal
  at::Tensor m_draws;   ///< [2,B,2]: anchors, rois
  at::Tensor m_scale;   ///< [C+1,8]
};

}  // namespace anchor
