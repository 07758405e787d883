// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/cuda/roi_tiles.cuh"

namespace anchor::cuda {
namespace {

/// The bins of a roi along one axis. Bilinear weights are a product of a row's and a column's, and so is
/// whether a sample counts; so each bin holds, per cell along the axis, the sum of its samples' weights.
struct Axis {
  int* first;      ///< [bins] first cell with a weight
  int* span;       ///< [bins] cells from there on
  int* offset;     ///< [bins] of the bin's weights
  float* weights;  ///< [capacity]
  int bins, cells;

  /// Ints and floats that `bins` over `cells` need: the bins lie side by side, and share a few cells at their
  /// ends.
  [[nodiscard]] __host__ __device__ static int room(int bins, int cells) { return 6 * bins + cells; }
  __device__ Axis(float* memory, int bins, int cells)
      : first(reinterpret_cast<int*>(memory)),
        span(first + bins),
        offset(span + bins),
        weights(memory + 3 * bins),
        bins(bins),
        cells(cells) {}
  [[nodiscard]] __device__ float weight(int bin, int cell) const {
    const int at = cell - first[bin];
    return at >= 0 && at < span[bin] ? weights[offset[bin] + at] : 0.F;
  }
};

struct AxisSamples {
  float start, binSize;
  int perBin;
  [[nodiscard]] __device__ float at(int bin, int sample) const {
    return start + static_cast<float>(bin) * binSize +
           (static_cast<float>(sample) + 0.5F) * binSize / static_cast<float>(perBin);
  }
};

/// One sample along an axis: two cells and the share of the second.
struct AxisSample {
  bool counts;
  int low, high;
  float share;
};
__device__ AxisSample placed(float at, int cells) {
  AxisSample s;
  s.counts = !(at < -1 || at > static_cast<float>(cells));
  at = fmaxf(at, 0.F);
  s.low = min(static_cast<int>(at), cells - 1);
  s.high = min(s.low + 1, cells - 1);
  s.share = s.low == cells - 1 ? 0.F : at - static_cast<float>(s.low);
  return s;
}

__device__ AxisSamples samplesOf(const RoiShape& s, float low, float high, float scale, int bins) {
  const float shift = s.aligned ? 0.5F : 0.F;
  const float start = low * scale - shift;
  float length = high * scale - shift - start;
  if (!s.aligned) length = fmaxf(length, 1.F);
  const float binSize = length / static_cast<float>(bins);
  return {start, binSize, s.samplingRatio > 0 ? s.samplingRatio : max(0, static_cast<int>(ceilf(binSize)))};
}

/// Fills the weights of both axes; the whole block calls it.
__device__ void fillAxes(Axis (&axes)[2], const AxisSamples (&samples)[2]) {
  const auto thread = static_cast<int>(threadIdx.x);
  const int which = thread < axes[0].bins ? 0 : 1;
  const int bin = which == 0 ? thread : thread - axes[0].bins;
  const bool works = bin < axes[which].bins;
  const Axis& axis = axes[which];
  const AxisSamples& own = samples[which];
  if (works) {
    int from = axis.cells;
    int to = -1;
    for (int k = 0; k < own.perBin; ++k) {
      const AxisSample sample = placed(own.at(bin, k), axis.cells);
      if (!sample.counts) continue;
      from = min(from, sample.low);
      to = max(to, sample.high);
    }
    axis.first[bin] = from;
    axis.span[bin] = max(0, to - from + 1);
  }
  __syncthreads();
  if (works && bin == 0)
    for (int b = 0, next = 0; b < axis.bins; ++b) {
      axis.offset[b] = next;
      next += axis.span[b];
    }
  __syncthreads();
  if (works) {
    float* weights = axis.weights + axis.offset[bin];
    for (int k = 0; k < axis.span[bin]; ++k) weights[k] = 0;
    for (int k = 0; k < own.perBin; ++k) {
      const AxisSample sample = placed(own.at(bin, k), axis.cells);
      if (!sample.counts) continue;
      weights[sample.low - axis.first[bin]] += 1 - sample.share;
      weights[sample.high - axis.first[bin]] += sample.share;
    }
  }
  __syncthreads();
}

/// Both axes of a block's roi, filled, in `memory`.
struct RoiAxes {
  Axis axes[2];
  float samples;  ///< of a bin, at least 1
  __device__ RoiAxes(float* memory, const RoiShape& s, const RoiMap& map, const float* roi)
      : axes{{memory, s.pooledHeight, map.height},
             {memory + Axis::room(s.pooledHeight, map.height), s.pooledWidth, map.width}} {
    const AxisSamples along[2] = {samplesOf(s, roi[2], roi[4], map.scale, s.pooledHeight),
                                  samplesOf(s, roi[1], roi[3], map.scale, s.pooledWidth)};
    fillAxes(axes, along);
    samples = static_cast<float>(max(along[0].perBin * along[1].perBin, 1));
  }
};

template <int N>
__global__ void __launch_bounds__(roiThreads, 4)
    alignForwardKernel(RoiShape s, RoiMaps maps, ChannelTile tile, const float* rois, float* output) {
  extern __shared__ float memory[];
  const int bins = s.pooledHeight * s.pooledWidth;
  float* values = memory;  // [channel][bin]
  const auto index = static_cast<int>(blockIdx.x);
  const float* roi = rois + 5 * static_cast<int64_t>(index);
  const RoiMap map = mapOf(s, maps, roi, index, tile);
  const RoiAxes roiAxes(memory + tile.size * bins, s, map, roi);
  const Axis& rows = roiAxes.axes[0];
  const Axis& columns = roiAxes.axes[1];
  const float* cells = maps.data[map.level] + map.origin;
  const int lanes = tile.size / N;
  const auto thread = static_cast<int>(threadIdx.x);
  const int channel = thread % lanes * N;
  const int count = tile.count(s);
  for (int bin = thread / lanes; bin < bins; bin += roiThreads / lanes) {
    if (channel >= count) break;
    const int row = bin / s.pooledWidth;
    const int column = bin % s.pooledWidth;
    float sums[N] = {};
    for (int y = 0; y < rows.span[row]; ++y) {
      const float rowWeight = rows.weights[rows.offset[row] + y];
      if (rowWeight == 0) continue;
      const float* line =
          cells +
          (static_cast<int64_t>(rows.first[row] + y) * map.width + columns.first[column]) * s.channels;
      for (int x = 0; x < columns.span[column]; ++x) {
        const float weight = rowWeight * columns.weights[columns.offset[column] + x];
        if (weight == 0) continue;
        const auto seen = Channels<N>::read(line + static_cast<int64_t>(x) * s.channels + channel);
        for (int k = 0; k < N; ++k) sums[k] += weight * seen.v[k];
      }
    }
    for (int k = 0; k < N; ++k) values[(channel + k) * bins + bin] = sums[k] / roiAxes.samples;
  }
  __syncthreads();
  float* out = output + valuesOf(s, index, tile);
  for (int i = thread; i < count * bins; i += roiThreads) out[i] = values[i];
}

/// The cells along an axis that some bin reads, and which bins: a run of neighbouring ones.
struct TouchedCells {
  int* cell;
  int* firstBin;
  int* lastBin;
  int* count;
  __device__ TouchedCells(int* memory, int cells)
      : cell(memory), firstBin(memory + cells), lastBin(memory + 2 * cells), count(memory + 3 * cells) {}
  [[nodiscard]] __host__ __device__ static int room(int cells) { return 3 * cells + 1; }
  __device__ void find(const Axis& axis) const {
    for (int c = static_cast<int>(threadIdx.x); c < axis.cells; c += roiThreads) {
      int from = axis.bins;
      int to = -1;
      for (int b = 0; b < axis.bins; ++b)
        if (axis.weight(b, c) != 0) {
          from = min(from, b);
          to = b;
        }
      if (to < 0) continue;
      const int at = atomicAdd(count, 1);
      cell[at] = c;
      firstBin[at] = from;
      lastBin[at] = to;
    }
  }
};

template <int N>
__device__ void addAtomically(float* to, const float (&values)[N]) {
#if __CUDA_ARCH__ >= 900
  if constexpr (N == 4) {
    atomicAdd(reinterpret_cast<float4*>(to), make_float4(values[0], values[1], values[2], values[3]));
    return;
  }
#endif
  for (int k = 0; k < N; ++k) atomicAdd(to + k, values[k]);
}

/// Each cell that the roi reads gathers from its bins, so that the map sees one addition per cell and roi.
template <int N>
__global__ void __launch_bounds__(roiThreads, 4)
    alignBackwardKernel(RoiShape s, RoiMaps maps, ChannelTile tile, const float* gradOutput,
                        const float* rois) {
  extern __shared__ float memory[];
  const int bins = s.pooledHeight * s.pooledWidth;
  float* values = memory;  // [bin][channel]
  const auto index = static_cast<int>(blockIdx.x);
  const float* roi = rois + 5 * static_cast<int64_t>(index);
  const RoiMap map = mapOf(s, maps, roi, index, tile);
  float* axesMemory = memory + tile.size * bins;
  const RoiAxes roiAxes(axesMemory, s, map, roi);
  auto* touchedMemory = reinterpret_cast<int*>(axesMemory + Axis::room(s.pooledHeight, map.height) +
                                               Axis::room(s.pooledWidth, map.width));
  const TouchedCells rows(touchedMemory, map.height);
  const TouchedCells columns(touchedMemory + TouchedCells::room(map.height), map.width);
  const auto thread = static_cast<int>(threadIdx.x);
  if (thread == 0) *rows.count = *columns.count = 0;
  const int count = tile.count(s);
  const float* grad = gradOutput + valuesOf(s, index, tile);
  for (int i = thread; i < count * bins; i += roiThreads)
    values[i % bins * tile.size + i / bins] = grad[i] / roiAxes.samples;
  __syncthreads();
  rows.find(roiAxes.axes[0]);
  columns.find(roiAxes.axes[1]);
  __syncthreads();
  float* cells = maps.gradients[map.level] + map.origin;
  const int lanes = tile.size / N;
  const int channel = thread % lanes * N;
  if (channel >= count) return;
  for (int pair = thread / lanes; pair < *rows.count * *columns.count; pair += roiThreads / lanes) {
    const int y = pair / *columns.count;
    const int x = pair % *columns.count;
    float sums[N] = {};
    for (int row = rows.firstBin[y]; row <= rows.lastBin[y]; ++row) {
      const float rowWeight = roiAxes.axes[0].weight(row, rows.cell[y]);
      for (int column = columns.firstBin[x]; column <= columns.lastBin[x]; ++column) {
        const float weight = rowWeight * roiAxes.axes[1].weight(column, columns.cell[x]);
        const auto seen = Channels<N>::read(values + (row * s.pooledWidth + column) * tile.size + channel);
        for (int k = 0; k < N; ++k) sums[k] += weight * seen.v[k];
      }
    }
    addAtomically<N>(
        cells + (static_cast<int64_t>(rows.cell[y]) * map.width + columns.cell[x]) * s.channels + channel,
        sums);
  }
}

/// What one cell of the map gets from a roi, added to sums.
template <int N>
__device__ void gatherCell(const RoiShape& s, const RoiAxes& roi, const float* grad, int y, int x,
                           float (&sums)[N]) {
  const int bins = s.pooledHeight * s.pooledWidth;
  for (int row = 0; row < s.pooledHeight; ++row) {
    const float rowWeight = roi.axes[0].weight(row, y);
    if (rowWeight == 0) continue;
    for (int column = 0; column < s.pooledWidth; ++column) {
      const float weight = rowWeight * roi.axes[1].weight(column, x) / roi.samples;
      if (weight == 0) continue;
      for (int k = 0; k < N; ++k) sums[k] += weight * grad[k * bins + row * s.pooledWidth + column];
    }
  }
}

/// The same gradient without atomics: a block owns a row of cells and takes the rois in their order.
__global__ void alignBackwardInOrderKernel(RoiShape s, RoiMaps maps, int level, const float* gradOutput,
                                           const float* rois) {
  extern __shared__ float memory[];
  const auto y = static_cast<int>(blockIdx.x);
  const auto image = static_cast<int>(blockIdx.y);
  const ChannelTile tile{static_cast<int>(blockDim.x)};
  const int channel = static_cast<int>(blockIdx.z * blockDim.x + threadIdx.x);
  for (int index = 0; index < s.rois; ++index) {
    const float* roi = rois + 5 * static_cast<int64_t>(index);
    if (static_cast<int>(roi[0]) != image || (s.levels != nullptr && s.levels[index] != level)) continue;
    const RoiMap map = mapOf(s, maps, roi, index, tile);
    const RoiAxes axes(memory, s, map, roi);
    const Axis& columns = axes.axes[1];
    int from = map.width;
    int to = -1;
    for (int bin = 0; bin < columns.bins; ++bin) {
      if (columns.span[bin] == 0) continue;
      from = min(from, columns.first[bin]);
      to = max(to, columns.first[bin] + columns.span[bin] - 1);
    }
    bool touched = false;
    for (int bin = 0; bin < axes.axes[0].bins; ++bin) touched = touched || axes.axes[0].weight(bin, y) != 0;
    if (touched && channel < s.channels) {
      const float* grad =
          gradOutput + (static_cast<int64_t>(index) * s.channels + channel) * s.pooledHeight * s.pooledWidth;
      float* line = maps.gradients[level] +
                    (static_cast<int64_t>(image) * map.height + y) * map.width * s.channels + channel;
      for (int x = from; x <= to; ++x) {
        float sum[1] = {};
        gatherCell<1>(s, axes, grad, y, x, sum);
        line[static_cast<int64_t>(x) * s.channels] += sum[0];
      }
    }
    __syncthreads();
  }
}

/// Bytes of shared memory: the values, both axes, and what the backward pass needs of them.
size_t bytesOf(const RoiShape& s, const RoiMaps& maps, const ChannelTile& tile, bool backward) {
  int height = 0;
  int width = 0;
  for (int level = 0; level < maps.levels; ++level) {
    height = maps.height[level] > height ? maps.height[level] : height;
    width = maps.width[level] > width ? maps.width[level] : width;
  }
  int numbers = tile.size * s.pooledHeight * s.pooledWidth + Axis::room(s.pooledHeight, height) +
                Axis::room(s.pooledWidth, width);
  if (backward) numbers += TouchedCells::room(height) + TouchedCells::room(width);
  return sizeof(float) * static_cast<size_t>(numbers);
}

template <class Kernel, class... Arguments>
cudaError_t launch(Kernel kernel, const RoiShape& s, const ChannelTile& tile, size_t bytes,
                   cudaStream_t stream, Arguments... arguments) {
  if (bytes > 48 * 1024) {
    const cudaError_t granted =
        cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, static_cast<int>(bytes));
    if (granted != cudaSuccess) return granted;
  }
  kernel<<<roiGrid(s, tile), roiThreads, bytes, stream>>>(arguments...);
  return cudaGetLastError();
}

}  // namespace

cudaError_t roiAlignForward(const RoiShape& s, const RoiMaps& maps, const float* rois, float* output,
                            cudaStream_t stream) {
  const ChannelTile tile = channelTile(s);
  const size_t bytes = bytesOf(s, maps, tile, false);
  return s.channels % 4 == 0
             ? launch(alignForwardKernel<4>, s, tile, bytes, stream, s, maps, tile, rois, output)
             : launch(alignForwardKernel<1>, s, tile, bytes, stream, s, maps, tile, rois, output);
}

cudaError_t roiAlignBackwardInOrder(const RoiShape& s, const RoiMaps& maps, int images,
                                    const float* gradOutput, const float* rois, cudaStream_t stream) {
  const size_t bytes = bytesOf(s, maps, {0}, false);
  for (int level = 0; level < maps.levels; ++level) {
    const dim3 grid(static_cast<unsigned>(maps.height[level]), static_cast<unsigned>(images),
                    static_cast<unsigned>((s.channels + orderedThreads - 1) / orderedThreads));
    alignBackwardInOrderKernel<<<grid, orderedThreads, bytes, stream>>>(s, maps, level, gradOutput, rois);
  }
  return cudaGetLastError();
}

cudaError_t roiAlignBackward(const RoiShape& s, const RoiMaps& maps, const float* gradOutput,
                             const float* rois, cudaStream_t stream) {
  const ChannelTile tile = channelTile(s);
  const size_t bytes = bytesOf(s, maps, tile, true);
  return s.channels % 4 == 0
             ? launch(alignBackwardKernel<4>, s, tile, bytes, stream, s, maps, tile, gradOutput, rois)
             : launch(alignBackwardKernel<1>, s, tile, bytes, stream, s, maps, tile, gradOutput, rois);
}

}  // namespace anchor::cuda
