// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/mixed_precision.h"

#include <ATen/autocast_mode.h>

namespace anchor {

MixedPrecision::MixedPrecision(Precision precision, const at::Device& device)
    : m_device(device.type()), m_active(precision != Precision::Float32) {
  if (!m_active) return;
  at::autocast::set_autocast_dtype(m_device, precision == Precision::Float16 ? at::kHalf : at::kBFloat16);
  at::autocast::set_autocast_enabled(m_device, true);
  at::autocast::increment_nesting();
}

MixedPrecision::~MixedPrecision() {
  if (!m_active) return;
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  at::autocast::set_autocast_enabled(m_device, false);
}

}  // namespace anchor
