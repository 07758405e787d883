#include "engine/geometry/anchor_fit.h"

#include <cmath>

#include "engine/geometry/iou.h"

namespace anchor {
namespace {

Box placed(const Box& base, float stride, int x, int y) {
  const float dx = static_cast<float>(x) * stride;
  const float dy = static_cast<float>(y) * stride;
  return {base.x1 + dx, base.y1 + dy, base.x2 + dx, base.y2 + dy};
}

/// First and last of [0, cells) for which `allowed` holds; it holds on one run of cells.
template <class Allowed>
std::pair<int, int> allowedRun(int cells, const Allowed& allowed) {
  int first = 0;
  while (first < cells && !allowed(first)) ++first;
  int last = cells - 1;
  while (last >= first && !allowed(last)) --last;
  return {first, last};
}

/// The cell whose anchor centre is nearest to the gt's, along one axis.
int nearestCell(float gtLow, float gtHigh, float low, float high, float stride, int first, int last) {
  const float cell = std::round(((gtLow + gtHigh) - (low + high)) / (2 * stride));
  return static_cast<int>(std::clamp(cell, static_cast<float>(first), static_cast<float>(last)));
}

}  // namespace

int BestAnchor::index(std::span<const GridLevel> levels) const {
  if (level < 0) return -1;
  size_t first = 0;
  for (int l = 0; l < level; ++l)
    first += levels[static_cast<size_t>(l)].base.size() *
             static_cast<size_t>(levels[static_cast<size_t>(l)].featureHeight *
                                 levels[static_cast<size_t>(l)].featureWidth);
  const GridLevel& own = levels[static_cast<size_t>(level)];
  return static_cast<int>(first) + (y * own.featureWidth + x) * static_cast<int>(own.base.size()) + shape;
}

AnchorFit::AnchorFit(std::span<const GridLevel> levels, ImageSize image, float border,
                     BoxConvention convention)
    : m_convention(convention) {
  for (size_t l = 0; l < levels.size(); ++l) {
    const GridLevel& level = levels[l];
    for (size_t a = 0; a < level.base.size(); ++a) {
      const Box& base = level.base[a];
      // One row and one column of anchors are tested by the rule itself, so both agree to the last bit.
      const auto across = [&](int x) {
        return isInside(placed({base.x1, 0, base.x2, 0}, level.stride, x, 0), image, border, convention);
      };
      const auto down = [&](int y) {
        return isInside(placed({0, base.y1, 0, base.y2}, level.stride, 0, y), image, border, convention);
      };
      const auto [left, right] = allowedRun(level.featureWidth, across);
      const auto [top, bottom] = allowedRun(level.featureHeight, down);
      if (left <= right && top <= bottom)
        m_shapes.push_back(
            {base, level.stride, static_cast<int>(l), static_cast<int>(a), left, right, top, bottom});
    }
  }
}

BestAnchor AnchorFit::best(const Box& gt) const {
  BestAnchor best;
  for (const Shape& s : m_shapes) {
    const int x = nearestCell(gt.x1, gt.x2, s.base.x1, s.base.x2, s.stride, s.left, s.right);
    const int y = nearestCell(gt.y1, gt.y2, s.base.y1, s.base.y2, s.stride, s.top, s.bottom);
    const float overlap = iou(placed(s.base, s.stride, x, y), gt, m_convention);
    if (overlap > best.iou) best = {overlap, s.level, x, y, s.number};
  }
  return best;
}

int AnchorFit::countAbove(const Box& gt, float least) const {
  int count = 0;
  for (const Shape& s : m_shapes) {
    const int x = nearestCell(gt.x1, gt.x2, s.base.x1, s.base.x2, s.stride, s.left, s.right);
    const int y = nearestCell(gt.y1, gt.y2, s.base.y1, s.base.y2, s.stride, s.top, s.bottom);
    const auto passes = [&](int column, int row) {
      return iou(placed(s.base, s.stride, column, row), gt, m_convention) >= least;
    };
    const auto countRow = [&](int row) {
      int found = 0;
      for (int c = x; c <= s.right && passes(c, row); ++c) ++found;
      for (int c = x - 1; c >= s.left && passes(c, row); --c) ++found;
      return found;
    };
    // Rows away from the nearest one only get worse, so the first empty row ends each direction.
    for (int row = y; row <= s.bottom; ++row) {
      const int found = countRow(row);
      if (found == 0) break;
      count += found;
    }
    for (int row = y - 1; row >= s.top; --row) {
      const int found = countRow(row);
      if (found == 0) break;
      count += found;
    }
  }
  return count;
}

}  // namespace anchor
