// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/config/run_config.h"
#include "engine/preprocess/image_source.h"

namespace anchor {

/// The network's input as a picture to look at: resized, mirrored and normalised by training's own function.
/// Normalised values are shown on one scale for all channels, the lowest possible one black, the highest
/// white; channels in the network's order, so BGR looks blue where red was.
RgbImage inputPicture(const RgbImage& image, const RunConfig& config, bool flipped);

}  // namespace anchor
