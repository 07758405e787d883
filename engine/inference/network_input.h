// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <ATen/core/Tensor.h>

#include "engine/preprocess/image_tensor.h"

namespace anchor {

/// solver.channels_last as torch says it.
at::MemoryFormat layoutOf(const RunConfig& config);
/// [B,3,H,W], smaller images padded with zeros at the right and bottom; H and W are multiples of
/// input.pad_to.
at::Tensor stackImages(const std::vector<PreparedImage>& batch, const RunConfig& config,
                       const at::Device& device, at::MemoryFormat layout);

}  // namespace anchor
