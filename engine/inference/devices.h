// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>

namespace c10 {
struct Device;
}

namespace anchor {

/// GPUs that LibTorch can use here.
int gpuCount();

/// auto: CUDA when LibTorch sees a GPU. Throws UserError when cuda is asked for and there is none.
c10::Device chooseDevice(const std::string& name, int index = 0);

}  // namespace anchor
