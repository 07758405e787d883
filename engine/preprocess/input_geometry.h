// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// From image pixels to network pixels and back, for training, detection and the inspector alike.

#include "engine/config/run_config.h"

namespace anchor {

/// How one image becomes the network's input.
struct InputGeometry {
  ImageSize size;                ///< network pixels
  ImageSize padded;              ///< the same with input.pad_to
  float scale = 1;               ///< network pixels per image pixel, as asked for
  float scaleX = 1, scaleY = 1;  ///< what boxes are multiplied by
};

/// Short side to short_side unless the long side would pass long_side; both times `jitter`. Sides are rounded
/// as input.rounding says. Boxes are scaled by `scale` in the Pixel convention (py-faster-rcnn) and by the
/// ratio of the whole sides in the Continuous one (simple-faster-rcnn, torchvision).
InputGeometry inputGeometry(const RunConfig& config, ImageSize image, float jitter = 1);

/// An image box (Continuous, as the project stores it) in network pixels and the network's convention, and
/// back.
Box toNetwork(const Box& box, const InputGeometry& geometry, BoxConvention convention);
Box fromNetwork(const Box& box, const InputGeometry& geometry, BoxConvention convention);

}  // namespace anchor
