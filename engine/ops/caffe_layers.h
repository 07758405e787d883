// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <ATen/core/Tensor.h>

namespace anchor {

/// Local response normalisation: x / (k + alpha * mean of x² in the neighbourhood)^beta.
struct LrnRule {
  int64_t size = 5;  ///< odd; channels (across) or cells per side (within)
  double alpha = 1e-4, beta = 0.75, k = 1;
  bool within = false;  ///< Caffe's WITHIN_CHANNEL: a size × size square of the same channel
};
/// x [N,C,H,W]. Neighbours outside count as zeros and are still divided by, as in Caffe's LRNLayer.
at::Tensor lrn(const at::Tensor& x, const LrnRule& rule);

/// Max pooling of x [N,C,H,W]. With `ceil` a last window that begins inside the padded input counts (Caffe's
/// PoolingLayer).
struct PoolRule {
  int64_t kernel = 2, stride = 2, pad = 0;
  bool ceil = true;
};
at::Tensor maxPool(const at::Tensor& x, const PoolRule& rule);

}  // namespace anchor
