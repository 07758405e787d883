// SPDX-License-Identifier: GPL-3.0-or-later
// Weights files: the first byte says the kind, the rest is the file.
#include <ATen/core/Tensor.h>

#include "engine/base/user_error.h"
#include "engine/networks/weights/tensor_file.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr const char* names[] = {"a.pth", "a.safetensors", "a.caffemodel"};
  const auto [which, bytes] = fuzz::choose(data, size, std::size(names));
  const std::filesystem::path file = fuzz::place() / names[which];
  fuzz::put(file, bytes);
  fuzz::mayRefuse<UserError>([&] { (void)readTensorFile(file); });
  return 0;
}
