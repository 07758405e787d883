// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/anchor_grid.h"

#include <cmath>

namespace anchor {
namespace {

Box centred(double cx, double cy, double w, double h, double offset) {
  return {static_cast<float>(cx - 0.5 * (w - offset)), static_cast<float>(cy - 0.5 * (h - offset)),
          static_cast<float>(cx + 0.5 * (w - offset)), static_cast<float>(cy + 0.5 * (h - offset))};
}

}  // namespace

Boxes baseAnchors(const AnchorShapes& shapes) {
  const bool pixel = shapes.convention == BoxConvention::Pixel;
  const double base = shapes.baseSize;
  const double centre = pixel ? 0.5 * (base - 1) : shapes.atCorner ? 0 : 0.5 * base;
  const auto whole = [&](double side) { return shapes.rounded ? 2 * std::nearbyint(side / 2) : side; };
  Boxes anchors;
  for (const double ratio : shapes.ratios) {
    for (const double scale : shapes.scales) {
      if (pixel) {
        // nearbyint rounds halves to even as NumPy's round does.
        const double w = std::nearbyint(std::sqrt(base * base / ratio));
        const double h = std::nearbyint(w * ratio);
        anchors.push_back(centred(centre, centre, w * scale, h * scale, 1));
      } else {
        const double h = base * scale * std::sqrt(ratio);
        const double w = base * scale * std::sqrt(1 / ratio);
        anchors.push_back(centred(centre, centre, whole(w), whole(h), 0));
      }
    }
  }
  return anchors;
}

Boxes gridAnchors(std::span<const GridLevel> levels) {
  size_t count = 0;
  for (const GridLevel& level : levels)
    count += level.base.size() * static_cast<size_t>(level.featureHeight) *
             static_cast<size_t>(level.featureWidth);
  Boxes anchors;
  anchors.reserve(count);
  for (const GridLevel& level : levels) {
    for (int y = 0; y < level.featureHeight; ++y) {
      for (int x = 0; x < level.featureWidth; ++x) {
        const float dx = static_cast<float>(x) * level.stride;
        const float dy = static_cast<float>(y) * level.stride;
        for (const Box& box : level.base)
          anchors.push_back({box.x1 + dx, box.y1 + dy, box.x2 + dx, box.y2 + dy});
      }
    }
  }
  return anchors;
}

std::vector<int> levelStarts(std::span<const GridLevel> levels) {
  std::vector<int> starts;
  int start = 0;
  for (const GridLevel& level : levels) {
    starts.push_back(start);
    start += level.featureHeight * level.featureWidth * static_cast<int>(level.base.size());
  }
  return starts;
}

}  // namespace anchor
