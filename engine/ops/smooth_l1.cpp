// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "engine/ops/roi_op.h"

namespace anchor {

at::Tensor smoothL1(const at::Tensor& prediction, const at::Tensor& target, double sigma) {
  TORCH_CHECK(prediction.sizes() == target.sizes(), "prediction is ", prediction.sizes(), ", target is ",
              target.sizes());
  const double squared = sigma * sigma;
  const at::Tensor distance = (prediction - target).abs();
  return at::where(distance < 1 / squared, 0.5 * squared * distance * distance, distance - 0.5 / squared);
}

}  // namespace anchor
