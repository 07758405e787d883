#pragma once
#include "engine/geometry/box.h"

namespace anchor {

/// Intersection over union in [0, 1]; 0 when the union has no area.
float iou(const Box& a, const Box& b, BoxConvention convention);

}  // namespace anchor
