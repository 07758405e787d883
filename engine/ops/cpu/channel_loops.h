// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Inner loops over neighbouring channels. Each is compiled for AVX2 and for the baseline and chosen when the
// program starts; none uses fused multiply-add, so both give the same bits.

#include <cstdint>
#include <span>

namespace anchor::cpu {

/// A feature cell and its share in a value.
struct WeightedCell {
  int32_t cell;
  float weight;
};

/// sum[c] = weight-by-weight sum of map[cell * channels + c], in the order of the cells.
void weightedSum(const float* map, int64_t channels, std::span<const WeightedCell> cells, float* sum);

/// map[cell * channels + c] += weight * values[c] for c < count, cell by cell.
void addWeighted(float* map, int64_t channels, std::span<const WeightedCell> cells, const float* values,
                 int64_t count);

/// Cells [rowFrom, rowTo) x [columnFrom, columnTo) of a map that is `width` cells wide.
struct CellRange {
  int64_t rowFrom, rowTo, columnFrom, columnTo, width;
};

/// A cell's index in 16 bits: half the memory to write and read again. Maps have fewer cells than noCell.
using CellIndex = uint16_t;
inline constexpr CellIndex noCell = 0xFFFF;

/// best[c] = greatest map[cell * channels + c] of the range, where[c] = its cell, the first of equals; 0 and
/// noCell for an empty range.
void greatest(const float* map, int64_t channels, const CellRange& range, float* best, CellIndex* where);
/// The same without the cells.
void greatest(const float* map, int64_t channels, const CellRange& range, float* best);

/// Gives each values[c], c < count, to map[where[c] * channels + c], where where[c] is a cell of the range
/// (or noCell: to none).
void scatterTo(float* map, int64_t channels, const CellRange& range, const CellIndex* where,
               const float* values, int64_t count);

/// to[c * rows + r] = from[r * columns + c]
template <class T>
void transpose(const T* from, T* to, int64_t rows, int64_t columns) {
  constexpr int64_t tile = 16;
  for (int64_t c0 = 0; c0 < columns; c0 += tile)
    for (int64_t r = 0; r < rows; ++r)
      for (int64_t c = c0; c < (c0 + tile < columns ? c0 + tile : columns); ++c)
        to[c * rows + r] = from[r * columns + c];
}

}  // namespace anchor::cpu
