// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Overlaps of anchor grids. In a grid the anchors of one shape in one row of cells (a strip) share their
// upper and lower ends and follow each other at even steps, so a gt meets them in one run, at one height.

#include <cstdint>
#include <optional>

#include "engine/geometry/box.h"

namespace anchor {

/// Cells side by side: their boxes are first, first + 1, … first + cells * period - 1.
struct GridRow {
  int first = 0, cells = 0;
};
struct GridRows {
  static constexpr int longest = 512;  ///< cells (2,048 pixels at stride 4); longer rows are parted
  int period = 0;                      ///< boxes of a cell
  std::vector<GridRow> rows;
};

/// How a list of boxes looks as a grid of rows of at least eight cells, judged by the first box of each cell;
/// nothing when it is none.
std::optional<GridRows> gridRowsOf(std::span<const Box> boxes);

/// Of `count` boxes that follow `first` at even steps to the right: those from `from` up to `to` can meet the
/// gt along x, with one more on either side for what rounding may take.
struct Reach {
  int from = 0, to = 0;
};
Reach reachOf(const Box& first, float step, int count, const Box& gt, float offset);

/// Boxes as parallel arrays, padded to whole vectors; the padding overlaps nothing.
struct BoxColumns {
  static constexpr size_t together = 8;  ///< floats that are worked on at once, at most
  std::vector<float> x1, y1, x2, y2, area;
  BoxColumns(std::span<const Box> boxes, BoxConvention convention);
};
struct ScanGts {
  std::span<const Box> boxes;
  BoxColumns columns;
  float offset;  ///< lengthOffset of the convention
  ScanGts(std::span<const Box> gts, BoxConvention convention)
      : boxes(gts), columns(gts, convention), offset(lengthOffset(convention)) {}
};

/// IoUs of rows with every gt: sets maxIou and argmax of their boxes (arrays of the whole list; the first of
/// equal gts wins, 0 where nothing overlaps, -1 where masked), and the greatest IoUs of their strips,
/// [rows][period][gts]. Rows that lie below each other, as those of a grid do, share what is known along x.
/// False when a row is none after all: then nothing that was written counts. `mask` as in scanOverlaps.
bool scanRows(std::span<const GridRow> rows, int period, std::span<const Box> boxes,
              std::span<const uint8_t> mask, const ScanGts& gts, float* maxIou, int* argmax, float* greatest);

}  // namespace anchor
