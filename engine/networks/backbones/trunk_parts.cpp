// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/backbones/trunk_parts.h"

namespace anchor {

torch::nn::Conv2d biasedConv(const WindowedConv& shape) {
  torch::nn::Conv2d conv(
      torch::nn::Conv2dOptions(shape.in, shape.out, shape.kernel).stride(shape.stride).padding(shape.pad));
  torch::nn::init::kaiming_normal_(conv->weight, 0, torch::kFanOut, torch::kReLU);
  torch::nn::init::zeros_(conv->bias);
  return conv;
}

void freeze(torch::nn::Module& module) {
  for (auto& parameter : module.parameters()) parameter.set_requires_grad(false);
}

}  // namespace anchor
