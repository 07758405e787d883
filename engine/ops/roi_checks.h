// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/util/Exception.h>
#include <torch/csrc/autograd/custom_function.h>

#include "engine/ops/cpu/roi_kernels.h"
#include "engine/ops/cuda/cuda_ops.h"
#include "engine/ops/roi_op.h"

namespace anchor {

/// Shapes that both RoI operators ask for; the messages quote what was received.
inline void checkRoiInputs(const at::Tensor& features, const at::Tensor& rois) {
  TORCH_CHECK(features.dim() == 4, "features must be [N,C,H,W], got ", features.sizes());
  TORCH_CHECK(rois.dim() == 2 && rois.size(1) == 5, "rois must be [R,5], got ", rois.sizes());
  TORCH_CHECK(features.device() == rois.device(), "features are on ", features.device(), ", rois on ",
              rois.device());
}

/// The kernels take float tensors on the CPU, and on a GPU when this build has CUDA kernels; everything else
/// goes to the ATen form.
inline bool kernelFits(const at::Tensor& features) {
  if (features.scalar_type() != at::kFloat) return false;
  // The largest map whose cells' weights fit into a block's shared memory.
  constexpr int64_t longestSide = 1024;
  if (cuda::serves(features.device()))
    return cuda::available() && features.size(2) <= longestSide && features.size(3) <= longestSide;
  return features.device().is_cpu();
}

inline cpu::RoiShape roiShape(at::IntArrayRef features, int64_t rois, const RoiOpRule& rule) {
  return {features[0],
          features[1],
          features[2],
          features[3],
          rois,
          rule.height,
          rule.width,
          static_cast<float>(rule.scale),
          rule.samplingRatio,
          rule.aligned};
}

}  // namespace anchor
