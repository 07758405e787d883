// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
namespace anchor {

/// Lets this process load files that ask for torchvision's operators, with our own behind the names: nms,
/// roi_align, roi_pool (forward only). Only for processes that do not load torchvision itself.
void registerTorchvisionNames();

}  // namespace anchor
