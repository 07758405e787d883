// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How the RoI kernels share their work: a block takes one roi and a few dozen channels. Maps lie channels
// last, so neighbouring threads read neighbouring channels of one cell; the roi's values lie [channel][bin],
// so they pass through shared memory on their way to or from [R,C,ph,pw].

#include "engine/ops/cuda/kernels.h"

namespace anchor::cuda {

constexpr int roiThreads = 256;
constexpr int orderedThreads = 128;  // of the kernels that take the rois in their order

/// 4 channels of a cell, or one, at once.
template <int N>
struct Channels {
  float v[N];
  __device__ static Channels read(const float* from) {
    Channels c;
    if constexpr (N == 4) {
      const float4 four = *reinterpret_cast<const float4*>(from);
      c.v[0] = four.x, c.v[1] = four.y, c.v[2] = four.z, c.v[3] = four.w;
    } else {
      c.v[0] = *from;
    }
    return c;
  }
};

/// As many cells' numbers, written at once.
template <int N>
__device__ inline void writeCells(const int (&cells)[N], int32_t* to) {
  if constexpr (N == 4)
    *reinterpret_cast<int4*>(to) = make_int4(cells[0], cells[1], cells[2], cells[3]);
  else
    *to = cells[0];
}

/// The channels of a block: `first` on, `count` of them, worked on by `lanes` threads a bin.
struct ChannelTile {
  int size;  ///< channels of a full tile, a multiple of 4
  [[nodiscard]] __device__ int first() const { return static_cast<int>(blockIdx.y) * size; }
  [[nodiscard]] __device__ int count(const RoiShape& s) const { return min(size, s.channels - first()); }
};

/// Where a block's values [channel][bin] begin in [R,C,ph,pw]; they lie side by side there.
__device__ inline int64_t valuesOf(const RoiShape& s, int roi, const ChannelTile& tile) {
  return (static_cast<int64_t>(roi) * s.channels + tile.first()) * s.pooledHeight * s.pooledWidth;
}

/// The map of a roi, at the first cell of its image and the first channel of the tile.
struct RoiMap {
  int level, height, width;
  float scale;
  int64_t origin;  ///< into data and gradients
};
__device__ inline RoiMap mapOf(const RoiShape& s, const RoiMaps& maps, const float* roi, int index,
                               const ChannelTile& tile) {
  const int level = s.levels == nullptr ? 0 : static_cast<int>(s.levels[index]);
  const int64_t cells = static_cast<int64_t>(maps.height[level]) * maps.width[level];
  return {level, maps.height[level], maps.width[level], maps.scale[level],
          static_cast<int64_t>(roi[0]) * cells * s.channels + tile.first()};
}

/// A tile whose values take no more than 28 KiB of shared memory, so that several blocks share a
/// multiprocessor. 128 channels, four a thread, are a warp: it works on one bin and never parts.
inline ChannelTile channelTile(const RoiShape& s) {
  int size = 128;
  while (size > 4 && size * s.pooledHeight * s.pooledWidth > 7 * 1024) size /= 2;
  return {size};
}

inline dim3 roiGrid(const RoiShape& s, const ChannelTile& tile) {
  return {static_cast<unsigned>(s.rois), static_cast<unsigned>((s.channels + tile.size - 1) / tile.size)};
}

}  // namespace anchor::cuda
