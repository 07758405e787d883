// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/geometry/box.h"

namespace anchor {

/// Places of an image of which nobody says what is background: crowds, and difficult objects when they are
/// not to be trained. COCO's rule for crowds: what counts is the share of a box that lies in the region.
struct IgnoreRegions {
  std::span<const Box> boxes;
  float share = 0.7F;  ///< a box with at least this share of its area in one region is ignored
};

/// True when the box may not serve as background.
inline bool isIgnored(const Box& box, const IgnoreRegions& regions, BoxConvention convention) {
  const float offset = lengthOffset(convention);
  const float wanted = regions.share * area(box, convention);
  return std::ranges::any_of(regions.boxes, [&](const Box& region) {
    const float w = std::min(box.x2, region.x2) - std::max(box.x1, region.x1) + offset;
    const float h = std::min(box.y2, region.y2) - std::max(box.y1, region.y1) + offset;
    return w > 0 && h > 0 && w * h >= wanted;
  });
}

}  // namespace anchor
