// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/cpu/channel_loops.h"

#include <limits>

#define ANCHOR_VECTOR_CLONES __attribute__((target_clones("avx2", "default")))

namespace anchor::cpu {
namespace {

// Eight neighbouring channels. Vectors of the compiler, because it does not keep plain arrays in registers
// over the loop over cells, and each pass through memory costs as much as the arithmetic.
using Floats = float __attribute__((vector_size(32), aligned(4)));
using Ints = int32_t __attribute__((vector_size(32), aligned(4)));
using Indices = CellIndex __attribute__((vector_size(16), aligned(2)));
constexpr int64_t lanes = 8, vectors = 4, chunk = lanes * vectors;
constexpr float lowest = -std::numeric_limits<float>::max();

}  // namespace

ANCHOR_VECTOR_CLONES void weightedSum(const float* map, int64_t channels, std::span<const WeightedCell> cells,
                                      float* __restrict sum) {
  int64_t c = 0;
  for (; c + chunk <= channels; c += chunk) {
    Floats sums[vectors] = {};
    for (const WeightedCell& cell : cells) {
      const auto* values = reinterpret_cast<const Floats*>(map + cell.cell * channels + c);
      for (int64_t v = 0; v < vectors; ++v) sums[v] += cell.weight * values[v];
    }
    for (int64_t v = 0; v < vectors; ++v) reinterpret_cast<Floats*>(sum + c)[v] = sums[v];
  }
  for (; c < channels; ++c) {
    sum[c] = 0;
    for (const WeightedCell& cell : cells) sum[c] += cell.weight * map[cell.cell * channels + c];
  }
}

ANCHOR_VECTOR_CLONES void addWeighted(float* __restrict map, int64_t channels,
                                      std::span<const WeightedCell> cells, const float* __restrict values,
                                      int64_t count) {
  for (const WeightedCell& cell : cells) {
    float* __restrict to = map + cell.cell * channels;
    for (int64_t c = 0; c < count; ++c) to[c] += cell.weight * values[c];
  }
}

ANCHOR_VECTOR_CLONES void greatest(const float* map, int64_t channels, const CellRange& range,
                                   float* __restrict best, CellIndex* __restrict where) {
  const bool empty = range.rowFrom >= range.rowTo || range.columnFrom >= range.columnTo;
  int64_t c = 0;
  for (; c + chunk <= channels; c += chunk) {
    Floats values[vectors];
    Ints cells[vectors];
    for (int64_t v = 0; v < vectors; ++v) {
      values[v] = Floats{} + (empty ? 0.0F : lowest);
      cells[v] = Ints{} - 1;
    }
    for (int64_t y = range.rowFrom; y < range.rowTo; ++y)
      for (int64_t x = range.columnFrom; x < range.columnTo; ++x) {
        const int64_t cell = y * range.width + x;
        const auto* seen = reinterpret_cast<const Floats*>(map + cell * channels + c);
        for (int64_t v = 0; v < vectors; ++v) {
          const Ints greater = seen[v] > values[v];
          values[v] = greater ? seen[v] : values[v];
          cells[v] = greater ? Ints{} + static_cast<int32_t>(cell) : cells[v];
        }
      }
    for (int64_t v = 0; v < vectors; ++v) {
      reinterpret_cast<Floats*>(best + c)[v] = values[v];
      reinterpret_cast<Indices*>(where + c)[v] = __builtin_convertvector(cells[v], Indices);
    }
  }
  for (; c < channels; ++c) {
    best[c] = empty ? 0 : lowest;
    where[c] = noCell;
    for (int64_t y = range.rowFrom; y < range.rowTo; ++y)
      for (int64_t x = range.columnFrom; x < range.columnTo; ++x) {
        const int64_t cell = y * range.width + x;
        if (!(map[cell * channels + c] > best[c])) continue;
        best[c] = map[cell * channels + c];
        where[c] = static_cast<CellIndex>(cell);
      }
  }
}

ANCHOR_VECTOR_CLONES void greatest(const float* map, int64_t channels, const CellRange& range,
                                   float* __restrict best) {
  const bool empty = range.rowFrom >= range.rowTo || range.columnFrom >= range.columnTo;
  int64_t c = 0;
  for (; c + chunk <= channels; c += chunk) {
    Floats values[vectors];
    for (int64_t v = 0; v < vectors; ++v) values[v] = Floats{} + (empty ? 0.0F : lowest);
    for (int64_t y = range.rowFrom; y < range.rowTo; ++y)
      for (int64_t x = range.columnFrom; x < range.columnTo; ++x) {
        const auto* seen = reinterpret_cast<const Floats*>(map + (y * range.width + x) * channels + c);
        for (int64_t v = 0; v < vectors; ++v) values[v] = seen[v] > values[v] ? seen[v] : values[v];
      }
    for (int64_t v = 0; v < vectors; ++v) reinterpret_cast<Floats*>(best + c)[v] = values[v];
  }
  for (; c < channels; ++c) {
    best[c] = empty ? 0 : lowest;
    for (int64_t y = range.rowFrom; y < range.rowTo; ++y)
      for (int64_t x = range.columnFrom; x < range.columnTo; ++x) {
        const float value = map[(y * range.width + x) * channels + c];
        best[c] = value > best[c] ? value : best[c];
      }
  }
}

ANCHOR_VECTOR_CLONES void scatterTo(float* __restrict map, int64_t channels, const CellRange& range,
                                    const CellIndex* __restrict where, const float* __restrict values,
                                    int64_t count) {
  // A pass over a few cells for many channels at once beats one addition at a time; over many cells it does
  // not.
  constexpr int64_t fewCells = 12;
  if ((range.rowTo - range.rowFrom) * (range.columnTo - range.columnFrom) > fewCells) {
    for (int64_t c = 0; c < count; ++c)
      if (where[c] != noCell) map[where[c] * channels + c] += values[c];
    return;
  }
  for (int64_t y = range.rowFrom; y < range.rowTo; ++y)
    for (int64_t x = range.columnFrom; x < range.columnTo; ++x) {
      const auto cell = static_cast<CellIndex>(y * range.width + x);
      float* __restrict to = map + cell * channels;
      for (int64_t c = 0; c < count; ++c) to[c] += where[c] == cell ? values[c] : 0.0F;
    }
}

}  // namespace anchor::cpu
