// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <vector>

#include "engine/geometry/box.h"

namespace anchor {

/// Share of the gts that one of the first n boxes covers with at least the IoU, [counts][ious]; counts beyond
/// the boxes take all. 1 without gts.
std::vector<std::vector<float>> recallTable(std::span<const Box> gts, std::span<const Box> boxes,
                                            std::span<const int> counts, std::span<const float> ious,
                                            BoxConvention convention);

}  // namespace anchor
