// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <torch/nn/modules/conv.h>

namespace anchor {

/// A square convolution with bias.
struct WindowedConv {
  int64_t in, out, kernel, stride, pad;
};
/// He initialisation (fan out), bias zero.
torch::nn::Conv2d biasedConv(const WindowedConv& shape);

/// Its parameters are not trained.
void freeze(torch::nn::Module& module);

}  // namespace anchor
