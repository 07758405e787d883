// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/preprocess/image_source.h"
#include "engine/preprocess/input_geometry.h"

namespace anchor {

/// An image and its boxes as the network gets them.
struct PreparedImage {
  const RunSample* sample = nullptr;
  int index = 0;              ///< of the sample in the training set
  std::vector<float> pixels;  ///< [3][height][width], normalised
  int width = 0, height = 0;  ///< network pixels
  InputGeometry geometry;
  bool flipped = false;
  Boxes gtBoxes;  ///< network pixels, in the configuration's convention: the objects that are trained
  std::vector<int> gtClasses;       ///< 1..C
  Boxes ignored;                    ///< the same of regions where nothing is background
  std::vector<Unreadable> skipped;  ///< in whose place this image came
};

/// The image of `size` and its boxes, without pixels.
PreparedImage placeImage(const ImageSize& size, const RunSample& sample, const RunConfig& config, bool flip,
                         float jitter = 1);

/// The same with its pixels. Resizes bilinearly (pixel centres aligned, as OpenCV and PyTorch without corner
/// alignment), mirrors if asked, subtracts the mean and divides by the deviation. `jitter` multiplies the
/// short side.
PreparedImage prepareImage(const RgbImage& image, const RunSample& sample, const RunConfig& config, bool flip,
                           float jitter = 1);

}  // namespace anchor
