// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Float CPU tensors [N,4] seen as boxes and deltas, without a copy; and the way of tensors to a device.

#include <ATen/ATen.h>

#include "engine/geometry/box_delta.h"

namespace anchor {

inline std::span<const Box> boxSpan(const at::Tensor& tensor) {
  TORCH_CHECK(tensor.is_cpu() && tensor.is_contiguous() && tensor.scalar_type() == at::kFloat,
              "boxes must be contiguous CPU floats");
  return {reinterpret_cast<const Box*>(tensor.const_data_ptr<float>()),
          static_cast<size_t>(tensor.numel() / 4)};
}
/// Values of a contiguous float tensor on the CPU.
inline std::span<const float> floatSpan(const at::Tensor& values) {
  return {values.const_data_ptr<float>(), static_cast<size_t>(values.numel())};
}
inline std::span<const BoxDelta> deltaSpan(const at::Tensor& tensor) {
  TORCH_CHECK(tensor.is_cpu() && tensor.is_contiguous() && tensor.scalar_type() == at::kFloat,
              "deltas must be contiguous CPU floats");
  return {reinterpret_cast<const BoxDelta*>(tensor.const_data_ptr<float>()),
          static_cast<size_t>(tensor.numel() / 4)};
}
/// A CPU tensor on `device`. On its way to a GPU it lies in pinned memory, so that nobody waits for the copy.
inline at::Tensor sentTo(const at::Device& device, const at::Tensor& values) {
  return device.is_cuda() ? values.pin_memory().to(device, /*non_blocking=*/true) : values.to(device);
}
template <class T>
at::Tensor tensorOf(std::span<const T> values, at::IntArrayRef shape, at::ScalarType type) {
  return at::from_blob(const_cast<T*>(values.data()), shape, at::TensorOptions(type)).clone();
}

}  // namespace anchor
