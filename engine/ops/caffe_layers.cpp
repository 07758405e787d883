// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/caffe_layers.h"

#include <ATen/ATen.h>

namespace anchor {

at::Tensor lrn(const at::Tensor& x, const LrnRule& rule) {
  TORCH_CHECK(x.dim() == 4, "features must be [N,C,H,W], got ", x.sizes());
  TORCH_CHECK(rule.size >= 1 && rule.size % 2 == 1, "size must be odd, got ", rule.size);
  const int64_t pad = rule.size / 2;
  const at::Tensor squares = x * x;
  // Padding counts in both averages, so the divisor is always the full neighbourhood.
  const at::Tensor mean =
      rule.within
          ? at::avg_pool2d(squares, {rule.size, rule.size}, {1, 1}, {pad, pad}, false, true)
          : at::avg_pool3d(squares.unsqueeze(1), {rule.size, 1, 1}, {1, 1, 1}, {pad, 0, 0}, false, true)
                .squeeze(1);
  return x * (rule.k + rule.alpha * mean).pow(-rule.beta);
}

at::Tensor maxPool(const at::Tensor& x, const PoolRule& rule) {
  return at::max_pool2d(x, {rule.kernel, rule.kernel}, {rule.stride, rule.stride}, {rule.pad, rule.pad},
                        {1, 1}, rule.ceil);
}

}  // namespace anchor
