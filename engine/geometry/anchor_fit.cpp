// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/anchor_fit.h"

#include <algorithm>
#include <array>
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

GtTrainedBy gtTrainedBy(float bestIou, int foreground, const AssignmentRule& rule) {
  if (bestIou <= 0) return GtTrainedBy::NobodyTouches;
  if (foreground > 0) return bestIou >= rule.positiveIou ? GtTrainedBy::Iou : GtTrainedBy::BestOnly;
  return rule.clobberPositives && bestIou < rule.negativeIou ? GtTrainedBy::NobodyForBg
                                                             : GtTrainedBy::NobodyForAnother;
}

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

template <class Take>
void AnchorFit::eachAbove(const Box& gt, float least, const Take& take) const {
  for (const Shape& s : m_shapes) {
    const int x = nearestCell(gt.x1, gt.x2, s.base.x1, s.base.x2, s.stride, s.left, s.right);
    const int y = nearestCell(gt.y1, gt.y2, s.base.y1, s.base.y2, s.stride, s.top, s.bottom);
    const auto passes = [&](int column, int row) {
      return iou(placed(s.base, s.stride, column, row), gt, m_convention) >= least;
    };
    const auto takeRow = [&](int row) {
      bool any = false;
      for (int c = x; c <= s.right && passes(c, row); ++c, any = true) take(s, c, row);
      for (int c = x - 1; c >= s.left && passes(c, row); --c, any = true) take(s, c, row);
      return any;
    };
    // Rows away from the nearest one only get worse, so the first empty row ends each direction.
    for (int row = y; row <= s.bottom && takeRow(row); ++row) {
    }
    for (int row = y - 1; row >= s.top && takeRow(row); --row) {
    }
  }
}

int AnchorFit::countAbove(const Box& gt, float least) const {
  int count = 0;
  eachAbove(gt, least, [&count](const Shape&, int, int) { ++count; });
  return count;
}

int AnchorFit::foregroundOf(std::span<const Box> gtBoxes, int gt, const AssignmentRule& rule) const {
  struct Candidate {
    std::array<int, 4> place;  // in the grid's order, which decides between equals
    Box box;
  };
  std::vector<Candidate> found;
  // Of the other objects only the anchors that tie their best: those are fg whatever else they overlap.
  constexpr float aroundTies = 1e-4F;
  for (int g = 0; g < static_cast<int>(gtBoxes.size()); ++g) {
    const Box& box = gtBoxes[static_cast<size_t>(g)];
    const float best = this->best(box).iou;
    if (best <= 0) continue;
    const float ties = std::max(best - aroundTies, best / 2);
    eachAbove(box, g == gt ? std::min(rule.positiveIou, ties) : ties, [&found](const Shape& s, int x, int y) {
      found.push_back({{s.level, y, x, s.number}, placed(s.base, s.stride, x, y)});
    });
  }
  std::ranges::sort(found, {}, &Candidate::place);
  const auto twice = std::ranges::unique(found, {}, &Candidate::place);
  found.erase(twice.begin(), twice.end());
  Boxes anchors;
  for (const Candidate& candidate : found) anchors.push_back(candidate.box);
  const std::vector<uint8_t> inside(anchors.size(), 1);
  const LabelAssignment labels = assignLabels(anchors, inside, gtBoxes, rule, m_convention);
  int count = 0;
  for (size_t i = 0; i < anchors.size(); ++i)
    count += labels.labels[i] == 1 && labels.argmax[i] == gt ? 1 : 0;
  return count;
}

}  // namespace anchor
