// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inference/devices.h"

#include <ATen/Context.h>
#include <ATen/DeviceAccelerator.h>
#include <ATen/core/Tensor.h>

#include "engine/base/user_error.h"

namespace anchor {

int gpuCount() { return at::hasCUDA() ? static_cast<int>(at::detail::getCUDAHooks().deviceCount()) : 0; }

at::Device chooseDevice(const std::string& name, int index) {
  const bool gpu = gpuCount() > 0;
  if (name == "cpu" || (name == "auto" && !gpu)) return at::kCPU;
  if (!gpu)
    throw UserError("device", say("no usable CUDA device was found"),
                    say("Choose cpu, or auto to use a GPU only if there is one"));
  return at::Device(at::kCUDA, static_cast<at::DeviceIndex>(index));
}

}  // namespace anchor
