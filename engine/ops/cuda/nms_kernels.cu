// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/cuda/box_math.cuh"
#include "engine/ops/cuda/kernels.h"

namespace anchor::cuda {
namespace {

constexpr int tile = 64;
constexpr int mostThreads = 1024;
constexpr unsigned allLanes = 0xFFFFFFFFU;

__device__ bool isThere(const BoxSegments& s, int box) { return s.valid == nullptr || s.valid[box]; }
__device__ int64_t groupOf(const BoxSegments& s, int box) { return s.group == nullptr ? 0 : s.group[box]; }

/// One block: 64 boxes of a segment against 64 of the same segment.
__global__ void overlapMaskKernel(BoxSegments s, float threshold, float offset, uint64_t* mask, int words) {
  const int row = blockIdx.y;
  const int column = blockIdx.x;
  const int first = s.starts[blockIdx.z];
  const int count = s.starts[blockIdx.z + 1] - first;
  if (column < row || column * tile >= count) return;
  __shared__ float4 others[tile];
  __shared__ float areas[tile];
  __shared__ int64_t groups[tile];
  const int j = column * tile + static_cast<int>(threadIdx.x);
  if (j < count) {
    others[threadIdx.x] = s.boxes[first + j];
    areas[threadIdx.x] = boxArea(others[threadIdx.x], offset);
    groups[threadIdx.x] = groupOf(s, first + j);
  }
  __syncthreads();
  const int i = row * tile + static_cast<int>(threadIdx.x);
  if (i >= count) return;
  const float4 own = s.boxes[first + i];
  const float ownArea = boxArea(own, offset);
  const int64_t ownGroup = groupOf(s, first + i);
  // In its own tile a box asks which earlier ones remove it, elsewhere which later ones it removes.
  const int end = row == column ? static_cast<int>(threadIdx.x) : min(tile, count - column * tile);
  uint64_t bits = 0;
  for (int k = 0; k < end; ++k)
    if (groups[k] == ownGroup && overlapsMore(others[k], areas[k], own, ownArea, offset, threshold))
      bits |= uint64_t{1} << k;
  mask[static_cast<int64_t>(first + i) * words + column] = bits;
}

/// The boxes of one tile that stay: those not in `gone` that no earlier one that stays removes. Decided side
/// by side: a box is decided as soon as all earlier ones that could remove it are. Called by one warp; lane l
/// knows boxes l and l + 32 by `removers`, the earlier boxes of the tile that overlap them.
__device__ uint64_t staying(uint64_t gone, const uint64_t (&removers)[2]) {
  const unsigned lane = threadIdx.x & 31U;
  uint64_t undecided = ~gone;
  uint64_t stay = 0;
  while (undecided != 0) {
    uint64_t decided = 0;
    uint64_t chosen = 0;
    for (int half = 0; half < 2; ++half) {
      const bool open = (undecided >> (lane + 32 * half) & 1U) != 0;
      const bool removed = open && (removers[half] & stay) != 0;
      const bool stays = open && (removers[half] & (stay | undecided)) == 0;
      decided |= static_cast<uint64_t>(__ballot_sync(allLanes, removed || stays)) << (32 * half);
      chosen |= static_cast<uint64_t>(__ballot_sync(allLanes, stays)) << (32 * half);
    }
    stay |= chosen;
    undecided &= ~decided;
  }
  return stay;
}

/// The first `most` bits that are set.
__device__ uint64_t firstBits(uint64_t bits, int most) {
  while (__popcll(bits) > most) bits &= ~(uint64_t{1} << (63 - __clzll(static_cast<long long>(bits))));
  return bits;
}

/// One block per segment: warp 0 decides a tile, then all threads join the rows of the boxes that stay.
__global__ void __launch_bounds__(mostThreads)
    walkMaskKernel(BoxSegments s, const uint64_t* mask, int words, int most, bool* kept) {
  extern __shared__ unsigned long long removed[];
  __shared__ int stays[tile];
  __shared__ int stayCount;
  __shared__ int total;
  const int first = s.starts[blockIdx.x];
  const int count = s.starts[blockIdx.x + 1] - first;
  const int own = (count + tile - 1) / tile;
  const auto thread = static_cast<int>(threadIdx.x);
  for (int w = thread; w < own; w += static_cast<int>(blockDim.x)) {
    uint64_t missing = 0;
    for (int k = 0; k < tile; ++k) {
      const int i = w * tile + k;
      if (i >= count || !isThere(s, first + i)) missing |= uint64_t{1} << k;
    }
    removed[w] = missing;
  }
  if (thread == 0) total = 0;
  __syncthreads();
  const auto rowWord = [&](int i, int w) {
    return i < count ? mask[static_cast<int64_t>(first + i) * words + w] : uint64_t{0};
  };
  uint64_t removers[2] = {};
  if (thread < 32)
    for (int half = 0; half < 2; ++half) removers[half] = rowWord(thread + 32 * half, 0);
  for (int word = 0; word < own; ++word) {
    if (thread < 32) {
      uint64_t stay = staying(removed[word], removers);
      if (most >= 0) stay = firstBits(stay, most - total);
      __syncwarp();  // lane 0 writes `total` below
      for (int half = 0; half < 2; ++half) {
        const int bit = thread + 32 * half;
        const int i = word * tile + bit;
        if ((stay >> bit & 1U) == 0) continue;
        kept[first + i] = true;
        stays[__popcll(stay & ((uint64_t{1} << bit) - 1))] = i;
      }
      if (thread == 0) {
        stayCount = __popcll(stay);
        total += stayCount;
      }
      // The next tile's rows are on their way while the others join.
      for (int half = 0; half < 2; ++half)
        if (word + 1 < own) removers[half] = rowWord((word + 1) * tile + thread + 32 * half, word + 1);
    }
    __syncthreads();
    if (most >= 0 && total >= most) return;
    const int left = own - word - 1;
    const int width = min((left + 31) / 32 * 32, static_cast<int>(blockDim.x));
    const int rows = width > 0 ? static_cast<int>(blockDim.x) / width : 0;
    if (width > 0 && thread < rows * width)
      for (int w = thread % width; w < left; w += width) {
        const uint64_t* column = mask + static_cast<int64_t>(first) * words + word + 1 + w;
        uint64_t joined = 0;
        // Four rows are on their way at a time.
        for (int k = thread / width; k < stayCount; k += 4 * rows) {
          uint64_t read[4];
          for (int ahead = 0; ahead < 4; ++ahead) {
            const int at = k + ahead * rows;
            read[ahead] = at < stayCount ? column[static_cast<int64_t>(stays[at]) * words] : 0;
          }
          joined |= (read[0] | read[1]) | (read[2] | read[3]);
        }
        if (joined != 0) atomicOr(removed + word + 1 + w, static_cast<unsigned long long>(joined));
      }
    __syncthreads();
  }
}

}  // namespace

cudaError_t overlapMask(const BoxSegments& segments, float threshold, float offset, uint64_t* mask,
                        cudaStream_t stream) {
  const int words = segments.words();
  const auto side = static_cast<unsigned>(words);
  overlapMaskKernel<<<dim3(side, side, static_cast<unsigned>(segments.count)), tile, 0, stream>>>(
      segments, threshold, offset, mask, words);
  return cudaGetLastError();
}

cudaError_t walkMask(const BoxSegments& segments, const uint64_t* mask, int most, bool* kept,
                     cudaStream_t stream) {
  const cudaError_t cleared =
      cudaMemsetAsync(kept, 0, sizeof(bool) * static_cast<size_t>(segments.starts[segments.count]), stream);
  if (cleared != cudaSuccess) return cleared;
  const int words = segments.words();
  const int threads = segments.longest > 4096 ? mostThreads : 256;
  walkMaskKernel<<<static_cast<unsigned>(segments.count), threads,
                   sizeof(unsigned long long) * static_cast<size_t>(words), stream>>>(segments, mask, words,
                                                                                      most, kept);
  return cudaGetLastError();
}

}  // namespace anchor::cuda
