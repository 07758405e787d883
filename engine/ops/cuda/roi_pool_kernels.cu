// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/cuda/roi_tiles.cuh"

namespace anchor::cuda {
namespace {

/// Cells [from, to) of one bin along one axis.
struct Span {
  int from, to;
};

/// A roi's cells along one axis: ends rounded and inclusive, at least one cell.
struct PooledAxis {
  int start, cells;
  float binSize;
  __device__ PooledAxis(float low, float high, float scale, int bins, int cells)
      : start(static_cast<int>(roundf(low * scale))), cells(cells) {
    const int end = static_cast<int>(roundf(high * scale));
    binSize = static_cast<float>(max(end - start + 1, 1)) / static_cast<float>(bins);
  }
  [[nodiscard]] __device__ Span span(int bin) const {
    const int from = static_cast<int>(floorf(static_cast<float>(bin) * binSize)) + start;
    const int to = static_cast<int>(ceilf(static_cast<float>(bin + 1) * binSize)) + start;
    return {min(max(from, 0), cells), min(max(to, 0), cells)};
  }
};

template <int N>
__global__ void poolForwardKernel(RoiShape s, RoiMaps maps, ChannelTile tile, const float* rois,
                                  float* output, int32_t* argmax) {
  extern __shared__ float values[];  // [channel][bin]
  const int bins = s.pooledHeight * s.pooledWidth;
  const auto index = static_cast<int>(blockIdx.x);
  const float* roi = rois + 5 * static_cast<int64_t>(index);
  const RoiMap map = mapOf(s, maps, roi, index, tile);
  const PooledAxis rows(roi[2], roi[4], map.scale, s.pooledHeight, map.height);
  const PooledAxis columns(roi[1], roi[3], map.scale, s.pooledWidth, map.width);
  const float* cells = maps.data[map.level] + map.origin;
  const int lanes = tile.size / N;
  const auto thread = static_cast<int>(threadIdx.x);
  const int channel = thread % lanes * N;
  const int count = tile.count(s);
  for (int bin = thread / lanes; bin < bins; bin += roiThreads / lanes) {
    if (channel >= count) break;
    const Span y = rows.span(bin / s.pooledWidth);
    const Span x = columns.span(bin % s.pooledWidth);
    float best[N];
    int where[N];
    for (int k = 0; k < N; ++k) {
      best[k] = -3.402823466e38F;
      where[k] = -1;
    }
    for (int row = y.from; row < y.to; ++row)
      for (int column = x.from; column < x.to; ++column) {
        const int cell = row * map.width + column;
        const auto seen = Channels<N>::read(cells + static_cast<int64_t>(cell) * s.channels + channel);
        for (int k = 0; k < N; ++k)
          if (seen.v[k] > best[k]) {
            best[k] = seen.v[k];
            where[k] = cell;
          }
      }
    const bool empty = y.from >= y.to || x.from >= x.to;
    for (int k = 0; k < N; ++k) values[(channel + k) * bins + bin] = empty ? 0.F : best[k];
    writeCells<N>(where,
                  argmax + (static_cast<int64_t>(index) * bins + bin) * s.channels + tile.first() + channel);
  }
  __syncthreads();
  float* out = output + valuesOf(s, index, tile);
  for (int i = thread; i < count * bins; i += roiThreads) out[i] = values[i];
}

__global__ void poolBackwardKernel(RoiShape s, RoiMaps maps, ChannelTile tile, const float* gradOutput,
                                   const int32_t* argmax, const float* rois) {
  extern __shared__ float values[];  // [bin][channel], a column of padding against bank conflicts
  const int bins = s.pooledHeight * s.pooledWidth;
  const auto index = static_cast<int>(blockIdx.x);
  const RoiMap map = mapOf(s, maps, rois + 5 * static_cast<int64_t>(index), index, tile);
  const auto thread = static_cast<int>(threadIdx.x);
  const int count = tile.count(s);
  const int stride = tile.size + 1;
  const float* grad = gradOutput + valuesOf(s, index, tile);
  for (int i = thread; i < count * bins; i += roiThreads) values[i % bins * stride + i / bins] = grad[i];
  __syncthreads();
  float* cells = maps.gradients[map.level] + map.origin;
  const int channel = thread % tile.size;
  if (channel >= count) return;
  const int32_t* where = argmax + static_cast<int64_t>(index) * bins * s.channels + tile.first() + channel;
  for (int bin = thread / tile.size; bin < bins; bin += roiThreads / tile.size) {
    const int cell = where[static_cast<int64_t>(bin) * s.channels];
    if (cell >= 0)
      atomicAdd(cells + static_cast<int64_t>(cell) * s.channels + channel, values[bin * stride + channel]);
  }
}

/// The same gradient without atomics: a block owns a row of cells and takes rois and bins in their order.
__global__ void poolBackwardInOrderKernel(RoiShape s, RoiMaps maps, const float* gradOutput,
                                          const int32_t* argmax, const float* rois) {
  const auto y = static_cast<int>(blockIdx.x);
  const auto image = static_cast<int>(blockIdx.y);
  const int channel = static_cast<int>(blockIdx.z * blockDim.x + threadIdx.x);
  if (channel >= s.channels) return;
  const int height = maps.height[0];
  const int width = maps.width[0];
  float* cells = maps.gradients[0] + static_cast<int64_t>(image) * height * width * s.channels + channel;
  const int bins = s.pooledHeight * s.pooledWidth;
  for (int index = 0; index < s.rois; ++index) {
    const float* roi = rois + 5 * static_cast<int64_t>(index);
    if (static_cast<int>(roi[0]) != image) continue;
    const PooledAxis rows(roi[2], roi[4], maps.scale[0], s.pooledHeight, height);
    for (int bin = 0; bin < bins; ++bin) {
      const Span span = rows.span(bin / s.pooledWidth);
      if (y < span.from || y >= span.to) continue;
      const int64_t at = static_cast<int64_t>(index) * bins;
      const int cell = argmax[(at + bin) * s.channels + channel];
      if (cell >= 0 && cell / width == y)
        cells[static_cast<int64_t>(cell) * s.channels] += gradOutput[at * s.channels + channel * bins + bin];
    }
  }
}

}  // namespace

cudaError_t roiPoolBackwardInOrder(const RoiShape& s, const RoiMaps& maps, int images,
                                   const float* gradOutput, const int32_t* argmax, const float* rois,
                                   cudaStream_t stream) {
  const dim3 grid(static_cast<unsigned>(maps.height[0]), static_cast<unsigned>(images),
                  static_cast<unsigned>((s.channels + orderedThreads - 1) / orderedThreads));
  poolBackwardInOrderKernel<<<grid, orderedThreads, 0, stream>>>(s, maps, gradOutput, argmax, rois);
  return cudaGetLastError();
}

cudaError_t roiPoolForward(const RoiShape& s, const RoiMaps& maps, const float* rois, float* output,
                           int32_t* argmax, cudaStream_t stream) {
  const ChannelTile tile = channelTile(s);
  const size_t bytes = sizeof(float) * static_cast<size_t>(tile.size * s.pooledHeight * s.pooledWidth);
  if (s.channels % 4 == 0)
    poolForwardKernel<4>
        <<<roiGrid(s, tile), roiThreads, bytes, stream>>>(s, maps, tile, rois, output, argmax);
  else
    poolForwardKernel<1>
        <<<roiGrid(s, tile), roiThreads, bytes, stream>>>(s, maps, tile, rois, output, argmax);
  return cudaGetLastError();
}

cudaError_t roiPoolBackward(const RoiShape& s, const RoiMaps& maps, const float* gradOutput,
                            const int32_t* argmax, const float* rois, cudaStream_t stream) {
  const ChannelTile tile = channelTile(s);
  const size_t bytes = sizeof(float) * static_cast<size_t>((tile.size + 1) * s.pooledHeight * s.pooledWidth);
  poolBackwardKernel<<<roiGrid(s, tile), roiThreads, bytes, stream>>>(s, maps, tile, gradOutput, argmax,
                                                                      rois);
  return cudaGetLastError();
}

}  // namespace anchor::cuda
