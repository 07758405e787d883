// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <ATen/core/Tensor.h>

#include "engine/config/choices.h"

namespace anchor {

/// While it lives, convolutions and matrix products on this device run in this precision; weights stay
/// float. Float32 changes nothing.
class MixedPrecision {
 public:
  MixedPrecision(Precision precision, const at::Device& device);
  ~MixedPrecision();
  MixedPrecision(const MixedPrecision&) = delete;
  MixedPrecision& operator=(const MixedPrecision&) = delete;

 private:
  at::DeviceType m_device;
  bool m_active;
};

}  // namespace anchor
