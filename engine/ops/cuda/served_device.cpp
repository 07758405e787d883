// SPDX-License-Identifier: GPL-3.0-or-later
// A file of its own, so that tests can put another answer in its place and run the kernels by threads of the CPU.

#include "engine/ops/cuda/cuda_ops.h"

namespace anchor::cuda {

bool serves(const at::Device& device) { return device.is_cuda(); }

}  // namespace anchor::cuda
