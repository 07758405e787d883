#pragma once
#include <limits>

#include "engine/geometry/box.h"

namespace anchor {

/// Intersection over union in [0, 1]; 0 when the union has no area.
float iou(const Box& a, const Box& b, BoxConvention convention);

/// For loops over many boxes: max(union, leastUnion) divides as iou() does, and gives 0 where nothing
/// overlaps. A condition in its place would keep the loop from the vector units.
inline constexpr float leastUnion = std::numeric_limits<float>::min();

}  // namespace anchor
