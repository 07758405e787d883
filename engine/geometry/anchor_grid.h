// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>

#include "engine/geometry/box.h"

namespace anchor {

/// The shapes placed at every feature cell. ratio = height / width.
struct AnchorShapes {
  float baseSize = 16;
  std::vector<float> scales{8, 16, 32};
  std::vector<float> ratios{0.5F, 1, 2};
  BoxConvention convention = BoxConvention::Continuous;
  bool atCorner = false;  ///< Continuous only: centred on the cell's upper left corner (torchvision)
  bool rounded = false;   ///< Continuous only: half sides rounded to whole pixels (torchvision)
};

/// Base anchors of cell (0, 0), ratio-major: all scales of the first ratio, then of the second.
/// Pixel: enumerated from (0, 0, base-1, base-1), widths and heights rounded per ratio (py-faster-rcnn,
/// counted from 0: the first of the default nine is -84 -40 99 55). Continuous: centre (base/2, base/2), h =
/// base*scale*sqrt(ratio), w = base*scale*sqrt(1/ratio) (simple-faster-rcnn).
Boxes baseAnchors(const AnchorShapes& shapes);

/// One feature map's grid of anchors.
struct GridLevel {
  int featureHeight = 0, featureWidth = 0;
  float stride = 16;  ///< image pixels between neighbouring cells
  Boxes base;         ///< anchors of cell (0, 0)
};

/// All anchors, cell by cell in rows: index = (y * featureWidth + x) * base.size() + a.
/// Several levels (a pyramid) are joined in the order given.
Boxes gridAnchors(std::span<const GridLevel> levels);
/// Index of the first anchor of each level in gridAnchors(levels).
std::vector<int> levelStarts(std::span<const GridLevel> levels);
inline Boxes gridAnchors(const GridLevel& level) { return gridAnchors(std::span(&level, 1)); }

/// The rule of insideImage for one anchor. The pixel rule is strict (x2 < w): for whole numbers that is
/// x2 <= w - 1, but anchors need not be whole.
inline bool isInside(const Box& box, ImageSize image, float border, BoxConvention convention) {
  const float right = image.width + border;
  const float bottom = image.height + border;
  // & and not &&: over thousands of anchors the branches cost more than the comparisons.
  const bool upper = (box.x1 >= -border) & (box.y1 >= -border);
  return convention == BoxConvention::Pixel ? upper & (box.x2 < right) & (box.y2 < bottom)
                                            : upper & (box.x2 <= right) & (box.y2 <= bottom);
}

/// 1 for anchors that leave the image by no more than `border` pixels, else 0.
/// Pixel: x1, y1 >= -border, x2 < w + border, y2 < h + border. Continuous: x2 <= w + border, y2 <= h +
/// border.
std::vector<uint8_t> insideImage(std::span<const Box> anchors, ImageSize image, float border,
                                 BoxConvention convention);

}  // namespace anchor
