// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How well the anchors of a configuration fit the objects of a whole data set.

#include "engine/geometry/anchor_fit.h"
#include "engine/preprocess/input_geometry.h"

namespace anchor {

/// The trained objects of a data set; difficult and crowd ones are left out by whoever fills it.
struct CoverageSubject {
  std::vector<ImageSize> images;
  struct Object {
    int image = 0;
    int label = 0;  ///< 0-based class
    Box box;        ///< image pixels, Continuous
  };
  std::vector<Object> objects;  ///< grouped by image
};

/// Best IoU of each object, [objects]: resize, stride and inside rule included. The value that training's
/// label assignment finds. `forRanges` spreads the objects over threads.
std::vector<float> anchorCoverage(const RunConfig& config, const CoverageSubject& subject,
                                  const ForRanges& forRanges = {});

struct CoverageFigures {
  double mean = 0;
  double fg = 0, half = 0, third = 0;  ///< share with a best IoU of at least positive_iou, 0.5, 0.3
};
CoverageFigures coverageFigures(std::span<const float> ious, float positiveIou);

/// COCO's size classes by area in image pixels.
enum class ObjectSize : uint8_t { Small, Medium, Large };
ObjectSize sizeOf(const Box& box);

}  // namespace anchor
