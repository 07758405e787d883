// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>

#include "datasets/images/pixel_buffer.h"
#include "datasets/project/project_store.h"

namespace anchor {

/// One generated picture with its exact boxes.
struct SamplePicture {
  PixelBuffer image;
  std::vector<ImportedBox> boxes;
};
SamplePicture paintSample(uint64_t seed);

}  // namespace anchor
