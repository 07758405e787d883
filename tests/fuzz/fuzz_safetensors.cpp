// SPDX-License-Identifier: GPL-3.0-or-later
// Safetensors files, out of memory.
#include <ATen/core/Tensor.h>

#include "engine/base/user_error.h"
#include "engine/networks/weights/tensor_file.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::mayRefuse<UserError>([&] {
    const auto file = parseSafetensors({reinterpret_cast<const char*>(data), size}, "a.safetensors");
    fuzz::wantOfSeeds(!file.tensors.empty(), "no tensor");
  });
  return 0;
}
