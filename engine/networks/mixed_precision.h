// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <ATen/core/Tensor.h>

#include <string>

namespace anchor {

/// While it lives, convolutions and matrix products on this device run in the named precision; weights stay
/// float. "float32" changes nothing.
class MixedPrecision {
 public:
  MixedPrecision(const std::string& precision, const at::Device& device);
  ~MixedPrecision();
  MixedPrecision(const MixedPrecision&) = delete;
  MixedPrecision& operator=(const MixedPrecision&) = delete;

 private:
  at::DeviceType m_device;
  bool m_active;
};

}  // namespace anchor
