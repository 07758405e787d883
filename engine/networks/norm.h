// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <torch/nn/module.h>

#include "engine/config/choices.h"

namespace anchor {

/// Normalisation after a convolution. FrozenBatch: constants under torchvision's names (weight, bias,
/// running_mean, running_var), never trained. Group: up to 32 groups, trained, independent of the batch size.
class Norm : public torch::nn::Module {
 public:
  virtual at::Tensor forward(const at::Tensor& x) = 0;
};
/// `epsilon` is added to the variance.
std::shared_ptr<Norm> makeNorm(NormLayer kind, int64_t channels, double epsilon = 1e-5);

}  // namespace anchor
