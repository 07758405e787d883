// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/simd/strip_scan.h"

#include <cmath>
#include <limits>

#include "engine/geometry/iou.h"

// Highway compiles what stands before HWY_ONCE once for each kind of vector unit, and takes the best that the
// CPU has. No FMA (-ffp-contract=off), so all give the same bits; the operations are those of iou().
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/geometry/simd/strip_scan.cpp"
#include <hwy/foreach_target.h>
// After it.
#include <hwy/highway.h>

#ifndef ANCHOR_STRIP_PARTS
#define ANCHOR_STRIP_PARTS
namespace anchor {

/// The ends along x of the boxes of one shape in one row.
struct StripEnds {
  float x1[GridRows::longest], x2[GridRows::longest];
};

/// What the strips of one shape have along x in all rows of a band.
struct StripColumns {
  std::vector<int> from, to;       ///< [gts] the lanes that the gt can meet
  std::vector<float> common;       ///< [gts][lanes] what box and gt have in common, known between from and to
  float width[GridRows::longest];  ///< of the boxes
};

/// What the boxes of one shape in one row have along y, and the best gt of each.
struct Strip {
  float area[GridRows::longest];  ///< infinite where masked and behind the end: an IoU of 0
  std::vector<float> common;      ///< [gts] the height that box and gt have in common; none where <= 0
  float maxIou[GridRows::longest];
  int32_t argmax[GridRows::longest];
};

constexpr int lanes = BoxColumns::together;
/// The least number of whole vectors of lanes.
constexpr int paddedLanes(int count) { return (count + lanes - 1) & -lanes; }

}  // namespace anchor
#endif

HWY_BEFORE_NAMESPACE();
namespace anchor::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, BoxColumns::together>;
using Ints = hn::RebindToSigned<Floats>;

/// Whether the boxes of a row begin and end along x where those of `above` do, and along y where its first
/// cell's do.
bool isLike(const Box* row, const Box* above, size_t period, size_t cells) {
  const hn::CappedTag<float, 4> d;  // a box, or a number of it where there are no vectors
  constexpr float isX[] = {1, 0, 1, 0};
  bool same = true;
  for (size_t part = 0; part < 4; part += hn::Lanes(d)) {
    const auto takesAbove = hn::Gt(hn::LoadU(d, isX + part), hn::Zero(d));
    auto equal = hn::Eq(hn::Zero(d), hn::Zero(d));
    for (size_t first = 0; first < cells * period; first += period)
      for (size_t shape = 0; shape < period; ++shape) {
        const auto wanted = hn::IfThenElse(takesAbove, hn::LoadU(d, &above[first + shape].x1 + part),
                                           hn::LoadU(d, &row[shape].x1 + part));
        equal = hn::And(equal, hn::Eq(hn::LoadU(d, &row[first + shape].x1 + part), wanted));
      }
    same = same && hn::AllTrue(d, equal);
  }
  return same;
}

/// What the boxes have in common with the gt along x; 0 where nothing.
void findCommon(const StripEnds& ends, const Box& gt, float offset, int from, int to, float* common) {
  const Floats d;
  for (int i = from; i < to; i += static_cast<int>(hn::Lanes(d))) {
    const auto right = hn::Min(hn::LoadU(d, ends.x2 + i), hn::Set(d, gt.x2));
    const auto left = hn::Max(hn::LoadU(d, ends.x1 + i), hn::Set(d, gt.x1));
    const auto w = hn::Add(hn::Sub(right, left), hn::Set(d, offset));
    hn::StoreU(hn::Max(w, hn::Zero(d)), d, common + i);
  }
}

/// What the boxes of a row have in common with each gt along y; <= 0 where nothing.
void findHeights(float y1, float y2, const ScanGts& gts, float* common) {
  const Floats d;
  for (size_t g = 0; g < gts.columns.y1.size(); g += hn::Lanes(d)) {
    const auto bottom = hn::Min(hn::Set(d, y2), hn::LoadU(d, &gts.columns.y2[g]));
    const auto top = hn::Max(hn::Set(d, y1), hn::LoadU(d, &gts.columns.y1[g]));
    hn::StoreU(hn::Add(hn::Sub(bottom, top), hn::Set(d, gts.offset)), d, common + g);
  }
}

/// IoUs of one strip with every gt: maxIou and argmax of the boxes, greatest of the gts.
void scanStrip(Strip& strip, const StripColumns& columns, int count, const ScanGts& gts, float* greatest) {
  const Floats d;
  const auto zero = hn::Zero(d);
  const int padded = paddedLanes(count);
  std::fill_n(strip.maxIou, padded, 0.0F);
  std::fill_n(strip.argmax, padded, 0);
  for (size_t g = 0; g < gts.boxes.size(); ++g) {
    greatest[g] = 0;
    if (!(strip.common[g] > 0)) continue;
    const float* common = columns.common.data() + g * static_cast<size_t>(padded);
    const auto h = hn::Set(d, strip.common[g]);
    const auto gtArea = hn::Set(d, gts.columns.area[g]);
    const auto name = hn::Set(Ints(), static_cast<int32_t>(g));
    auto most = zero;
    const int to = columns.to[g];
    for (int i = columns.from[g]; i < to; i += static_cast<int>(hn::Lanes(d))) {
      const auto inter = hn::Mul(hn::LoadU(d, common + i), h);
      const auto both = hn::Sub(hn::Add(hn::LoadU(d, strip.area + i), gtArea), inter);
      const auto iou = hn::IfThenElseZero(hn::Gt(both, zero), hn::Div(inter, both));
      const auto best = hn::LoadU(d, strip.maxIou + i);
      const auto better = hn::Gt(iou, best);
      const auto argmax = hn::LoadU(Ints(), strip.argmax + i);
      hn::StoreU(hn::Max(iou, best), d, strip.maxIou + i);
      hn::StoreU(hn::IfThenElse(hn::RebindMask(Ints(), better), name, argmax), Ints(), strip.argmax + i);
      most = hn::Max(most, iou);
    }
    greatest[g] = hn::GetLane(hn::MaxOfLanes(d, most));
  }
}

}  // namespace anchor::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace anchor {

HWY_EXPORT(findCommon);
HWY_EXPORT(findHeights);
HWY_EXPORT(isLike);
HWY_EXPORT(scanStrip);

namespace {

constexpr int shortestRow = 8;
constexpr int mostPerCell = 64;

bool sameRow(const Box& a, const Box& b) { return (a.y1 == b.y1) & (a.y2 == b.y2); }

/// Boxes per cell: the next box like the first one is a step to its right. 0 when there is none.
int periodOf(std::span<const Box> boxes) {
  const int last = std::min(mostPerCell, static_cast<int>(boxes.size()) - 1);
  for (int p = 1; p <= last; ++p) {
    const Box& box = boxes[static_cast<size_t>(p)];
    const float step = box.x1 - boxes[0].x1;
    if (sameRow(box, boxes[0]) && step > 0 && std::abs(box.x2 - boxes[0].x2 - step) < 1e-3F * step) return p;
  }
  return 0;
}

/// Steps of the same length, to the right. False for what is not finite.
bool isEven(const StripEnds& ends, int count, float step) {
  const float slack = 0.01F * step;
  bool even = step > 0 && step < std::numeric_limits<float>::infinity();
  for (int k = 0; k < count; ++k) {
    const float shift = static_cast<float>(k) * step;
    even &= std::abs(ends.x1[k] - ends.x1[0] - shift) <= slack;
    even &= std::abs(ends.x2[k] - ends.x2[0] - shift) <= slack;
  }
  return even;
}

/// False when the boxes are not at even steps.
bool fill(StripColumns& columns, const Box* boxes, ptrdiff_t period, int count, const ScanGts& gts) {
  StripEnds ends;
  const int padded = paddedLanes(count);
  for (int k = 0; k < padded; ++k) {
    const Box& box = boxes[std::min(k, count - 1) * period];
    ends.x1[k] = box.x1;
    ends.x2[k] = box.x2;
    columns.width[k] = box.x2 - box.x1 + gts.offset;
  }
  const float step = ends.x1[1] - ends.x1[0];
  if (!isEven(ends, count, step)) return false;
  columns.from.resize(gts.boxes.size());
  columns.to.resize(gts.boxes.size());
  columns.common.resize(gts.boxes.size() * static_cast<size_t>(padded));
  for (size_t g = 0; g < gts.boxes.size(); ++g) {
    const Box& gt = gts.boxes[g];
    const auto [from, to] = reachOf({ends.x1[0], 0, ends.x2[0], 0}, step, count, gt, gts.offset);
    columns.from[g] = from & -lanes;
    columns.to[g] = paddedLanes(to);
    HWY_DYNAMIC_DISPATCH(findCommon)
    (ends, gt, gts.offset, columns.from[g], columns.to[g],
     columns.common.data() + g * static_cast<size_t>(padded));
  }
  return true;
}

void fill(Strip& strip, const StripColumns& columns, const Box& first, const uint8_t* mask, ptrdiff_t period,
          int count, const ScanGts& gts) {
  const float height = first.y2 - first.y1 + gts.offset;
  constexpr float infinite = std::numeric_limits<float>::infinity();
  for (int k = 0; k < count; ++k) strip.area[k] = columns.width[k] * height;
  for (int k = count; k < paddedLanes(count); ++k) strip.area[k] = infinite;
  for (int k = 0; mask != nullptr && k < count; ++k)
    if (mask[k * period] == 0) strip.area[k] = infinite;
  HWY_DYNAMIC_DISPATCH(findHeights)(first.y1, first.y2, gts, strip.common.data());
}

}  // namespace

Reach reachOf(const Box& first, float step, int count, const Box& gt, float offset) {
  // In this order what is not a number becomes 0.
  const auto lane = [&](float at) {
    return static_cast<int>(std::min(std::max(0.0F, at), static_cast<float>(count)));
  };
  return {lane((gt.x1 - offset - first.x2) / step - 1), lane((gt.x2 + offset - first.x1) / step + 2)};
}

std::optional<GridRows> gridRowsOf(std::span<const Box> boxes) {
  GridRows out;
  out.period = periodOf(boxes);
  if (out.period == 0) return std::nullopt;
  const auto period = static_cast<size_t>(out.period);
  for (size_t first = 0; first < boxes.size();) {
    int cells = 1;
    for (size_t next = first + period; next < boxes.size() && sameRow(boxes[next], boxes[first]);
         next += period)
      ++cells;
    const size_t end = first + static_cast<size_t>(cells) * period;
    if (cells < shortestRow || end > boxes.size()) return std::nullopt;
    for (int done = 0, taken = 0; done < cells; done += taken) {
      // A last part of a single cell would have no step.
      const int left = cells - done;
      taken = left == GridRows::longest + 1 ? left - 2 : std::min(left, GridRows::longest);
      out.rows.push_back({static_cast<int>(first) + done * out.period, taken});
    }
    first = end;
  }
  return out;
}

BoxColumns::BoxColumns(std::span<const Box> boxes, BoxConvention convention) {
  constexpr float far = std::numeric_limits<float>::infinity();
  const size_t padded = (boxes.size() + together - 1) / together * together;
  for (auto* column : {&x1, &y1, &area}) column->assign(padded, far);
  for (auto* column : {&x2, &y2}) column->assign(padded, -far);
  for (size_t i = 0; i < boxes.size(); ++i) {
    x1[i] = boxes[i].x1;
    y1[i] = boxes[i].y1;
    x2[i] = boxes[i].x2;
    y2[i] = boxes[i].y2;
    area[i] = anchor::area(boxes[i], convention);
  }
}

bool scanRows(std::span<const GridRow> rows, int period, std::span<const Box> boxes,
              std::span<const uint8_t> mask, const ScanGts& gts, float* maxIou, int* argmax,
              float* greatest) {
  std::vector<StripColumns> columns(static_cast<size_t>(period));
  Strip strip;
  strip.common.resize(gts.columns.y1.size());
  const Box* above = nullptr;
  int cellsAbove = 0;
  for (const auto [start, cells] : rows) {
    const Box* row = boxes.data() + start;
    const auto hasEndsOf = [&, cells = cells](const Box* other) {
      return HWY_DYNAMIC_DISPATCH(isLike)(row, other, static_cast<size_t>(period),
                                          static_cast<size_t>(cells));
    };
    if (above == nullptr || cells != cellsAbove || !hasEndsOf(above)) {
      if (!hasEndsOf(row)) return false;
      for (int shape = 0; shape < period; ++shape)
        if (!fill(columns[static_cast<size_t>(shape)], row + shape, period, cells, gts)) return false;
      above = row;
      cellsAbove = cells;
    }
    for (int shape = 0; shape < period; ++shape, greatest += gts.boxes.size()) {
      const StripColumns& own = columns[static_cast<size_t>(shape)];
      const int first = start + shape;
      const uint8_t* open = mask.empty() ? nullptr : mask.data() + first;
      fill(strip, own, row[shape], open, period, cells, gts);
      HWY_DYNAMIC_DISPATCH(scanStrip)(strip, own, cells, gts, greatest);
      for (int k = 0, at = first; k < cells; ++k, at += period) {
        maxIou[at] = strip.maxIou[k];
        argmax[at] = open == nullptr || open[at - first] != 0 ? strip.argmax[k] : -1;
      }
    }
  }
  return true;
}

}  // namespace anchor
#endif
