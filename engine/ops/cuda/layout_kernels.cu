// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/cuda/kernels.h"

namespace anchor::cuda {
namespace {

constexpr int tile = 32;
constexpr int threads = 256;

/// One block: 32 channels of 32 cells, read along the cells and written along the channels.
__global__ void channelsLastKernel(const float* planar, int channels, int cells, float* out) {
  __shared__ float values[tile][tile + 1];  // a column of padding against bank conflicts
  const int firstCell = static_cast<int>(blockIdx.x) * tile;
  const int firstChannel = static_cast<int>(blockIdx.y) * tile;
  const int64_t image = static_cast<int64_t>(blockIdx.z) * channels * cells;
  const int lane = static_cast<int>(threadIdx.x) % tile;
  const int warp = static_cast<int>(threadIdx.x) / tile;
  for (int c = warp; c < tile; c += threads / tile)
    if (firstChannel + c < channels && firstCell + lane < cells)
      values[c][lane] = planar[image + static_cast<int64_t>(firstChannel + c) * cells + firstCell + lane];
  __syncthreads();
  for (int k = warp; k < tile; k += threads / tile)
    if (firstCell + k < cells && firstChannel + lane < channels)
      out[image + static_cast<int64_t>(firstCell + k) * channels + firstChannel + lane] = values[lane][k];
}

unsigned tiles(int count) { return static_cast<unsigned>((count + tile - 1) / tile); }

}  // namespace

cudaError_t toChannelsLast(const float* planar, int images, int channels, int cells, float* out,
                           cudaStream_t stream) {
  const dim3 grid(tiles(cells), tiles(channels), static_cast<unsigned>(images));
  channelsLastKernel<<<grid, threads, 0, stream>>>(planar, channels, cells, out);
  return cudaGetLastError();
}

}  // namespace anchor::cuda
