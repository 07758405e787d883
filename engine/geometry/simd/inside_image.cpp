// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/anchor_grid.h"

// Compiled once for each kind of vector unit (see overlap_scan.cpp).
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/geometry/simd/inside_image.cpp"
#include <hwy/foreach_target.h>
// After it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace anchor::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// isInside() of whole vectors of boxes. Returns how many were judged.
size_t markInside(std::span<const Box> boxes, ImageSize image, float border, BoxConvention convention,
                  uint8_t* inside) {
  const hn::CappedTag<float, 8> d;
  const hn::RebindToSigned<decltype(d)> ints;
  const hn::Rebind<uint8_t, decltype(d)> bytes;
  const auto least = hn::Set(d, -border);
  const auto right = hn::Set(d, image.width + border);
  const auto bottom = hn::Set(d, image.height + border);
  size_t i = 0;
  for (; i + hn::Lanes(d) <= boxes.size(); i += hn::Lanes(d)) {
    hn::Vec<decltype(d)> x1, y1, x2, y2;
    hn::LoadInterleaved4(d, &boxes[i].x1, x1, y1, x2, y2);
    const auto upper = hn::And(hn::Ge(x1, least), hn::Ge(y1, least));
    const auto lower = convention == BoxConvention::Pixel ? hn::And(hn::Lt(x2, right), hn::Lt(y2, bottom))
                                                          : hn::And(hn::Le(x2, right), hn::Le(y2, bottom));
    const auto within = hn::RebindMask(ints, hn::And(upper, lower));
    hn::StoreU(hn::DemoteTo(bytes, hn::IfThenElseZero(within, hn::Set(ints, 1))), bytes, inside + i);
  }
  return i;
}

}  // namespace anchor::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace anchor {

HWY_EXPORT(markInside);

std::vector<uint8_t> insideImage(std::span<const Box> anchors, ImageSize image, float border,
                                 BoxConvention convention) {
  std::vector<uint8_t> inside(anchors.size());
  size_t i = HWY_DYNAMIC_DISPATCH(markInside)(anchors, image, border, convention, inside.data());
  for (; i < anchors.size(); ++i) inside[i] = isInside(anchors[i], image, border, convention) ? 1 : 0;
  return inside;
}

}  // namespace anchor
#endif
