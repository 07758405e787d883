// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <array>

#include "engine/geometry/box.h"

namespace anchor {

/// Regression target of one box: dx, dy in units of the anchor's size, dw, dh as logarithms.
struct BoxDelta {
  float dx = 0, dy = 0, dw = 0, dh = 0;
};
static_assert(sizeof(BoxDelta) == 4 * sizeof(float));
using BoxDeltas = std::vector<BoxDelta>;

/// dw and dh above this are cut before exp(): ln(1000/16). Neither reference system did, and both overflowed.
inline constexpr float maxLogScale = 4.135166556742356F;

/// What must be predicted at `from` (an anchor or roi) to arrive at `to` (a gt_box). Both need positive
/// sizes.
BoxDelta encode(const Box& from, const Box& to, BoxConvention convention);

/// The box that `delta` makes of `from`. Pixel: x2 = cx + w/2, without subtracting 1, as py-faster-rcnn does.
Box decode(const Box& from, const BoxDelta& delta, BoxConvention convention);

/// Mean and standard deviation that regression targets are normalised by.
struct DeltaNormalisation {
  std::array<float, 4> mean{0, 0, 0, 0};
  std::array<float, 4> std{0.1F, 0.1F, 0.2F, 0.2F};
  bool operator==(const DeltaNormalisation&) const = default;
};
BoxDelta normalised(const BoxDelta& delta, const DeltaNormalisation& by);
BoxDelta unnormalised(const BoxDelta& delta, const DeltaNormalisation& by);

}  // namespace anchor
