// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <algorithm>
#include <limits>

#include "engine/geometry/box.h"

namespace anchor {

/// Intersection over union in [0, 1]; 0 when the union has no area.
inline float iou(const Box& a, const Box& b, BoxConvention convention) {
  const float offset = lengthOffset(convention);
  const float w = std::max(0.0F, std::min(a.x2, b.x2) - std::max(a.x1, b.x1) + offset);
  const float h = std::max(0.0F, std::min(a.y2, b.y2) - std::max(a.y1, b.y1) + offset);
  const float inter = w * h;
  const float both = area(a, convention) + area(b, convention) - inter;
  return both > 0 ? inter / both : 0.0F;
}

/// For loops over many boxes: max(union, leastUnion) divides as iou() does, and gives 0 where nothing
/// overlaps. A condition in its place would keep the loop from the vector units.
inline constexpr float leastUnion = std::numeric_limits<float>::min();

}  // namespace anchor
