// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// In place of LibTorch's: the kernels work on the CPU's tensors.
#include <c10/core/Device.h>

namespace c10::cuda {

struct CUDAGuard {
  explicit CUDAGuard(const c10::Device&) {}
};

}  // namespace c10::cuda
