#include "engine/ops/cuda/kernels.h"

namespace anchor::cuda {
namespace {

constexpr int threads = 256;

/// One output value of a RoI operator.
struct Place {
  int column, row, channel, roi;
};

__device__ Place placeOf(int64_t index, const RoiShape& s) {
  Place p;
  p.column = static_cast<int>(index % s.pooledWidth);
  p.row = static_cast<int>(index / s.pooledWidth % s.pooledHeight);
  p.channel = static_cast<int>(index / s.pooledWidth / s.pooledHeight % s.channels);
  p.roi = static_cast<int>(index / s.pooledWidth / s.pooledHeight / s.channels);
  return p;
}

__host__ __device__ int64_t outputs(const RoiShape& s) {
  return static_cast<int64_t>(s.rois) * s.channels * s.pooledHeight * s.pooledWidth;
}

__device__ int64_t planeOf(const RoiShape& s, int image, int channel) {
  return (static_cast<int64_t>(image) * s.channels + channel) * s.height * s.width;
}

/// Four cells and their weights.
struct Sample {
  int cell[4];
  float weight[4];
  bool valid;
};

__device__ Sample bilinear(float y, float x, int height, int width) {
  Sample out;
  out.valid = !(y < -1 || y > height || x < -1 || x > width);
  y = fmaxf(y, 0.F);
  x = fmaxf(x, 0.F);
  const int yLow = min(static_cast<int>(y), height - 1);
  const int xLow = min(static_cast<int>(x), width - 1);
  const int yHigh = min(yLow + 1, height - 1);
  const int xHigh = min(xLow + 1, width - 1);
  const float fy = yLow == height - 1 ? 0.F : y - yLow;
  const float fx = xLow == width - 1 ? 0.F : x - xLow;
  out.cell[0] = yLow * width + xLow;
  out.cell[1] = yLow * width + xHigh;
  out.cell[2] = yHigh * width + xLow;
  out.cell[3] = yHigh * width + xHigh;
  out.weight[0] = (1 - fy) * (1 - fx);
  out.weight[1] = (1 - fy) * fx;
  out.weight[2] = fy * (1 - fx);
  out.weight[3] = fy * fx;
  return out;
}

/// The bin of one output: where it starts, its size, and its samples.
struct AlignedBin {
  float y, x, height, width;
  int rows, columns;
  __device__ Sample sample(int iy, int ix, const RoiShape& s) const {
    return bilinear(y + (iy + 0.5F) * height / rows, x + (ix + 0.5F) * width / columns, s.height, s.width);
  }
};

__device__ AlignedBin alignedBin(const float* roi, const Place& p, const RoiShape& s) {
  const float shift = s.aligned ? 0.5F : 0.F;
  const float x1 = roi[1] * s.scale - shift;
  const float y1 = roi[2] * s.scale - shift;
  float roiWidth = roi[3] * s.scale - shift - x1;
  float roiHeight = roi[4] * s.scale - shift - y1;
  if (!s.aligned) {
    roiWidth = fmaxf(roiWidth, 1.F);
    roiHeight = fmaxf(roiHeight, 1.F);
  }
  AlignedBin bin;
  bin.height = roiHeight / s.pooledHeight;
  bin.width = roiWidth / s.pooledWidth;
  bin.y = y1 + p.row * bin.height;
  bin.x = x1 + p.column * bin.width;
  bin.rows = s.samplingRatio > 0 ? s.samplingRatio : max(0, static_cast<int>(ceilf(bin.height)));
  bin.columns = s.samplingRatio > 0 ? s.samplingRatio : max(0, static_cast<int>(ceilf(bin.width)));
  return bin;
}

__global__ void alignForwardKernel(RoiShape s, const float* features, const float* rois, float* output) {
  const int64_t index = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (index >= outputs(s)) return;
  const Place p = placeOf(index, s);
  const float* roi = rois + 5 * static_cast<int64_t>(p.roi);
  const AlignedBin bin = alignedBin(roi, p, s);
  const float* map = features + planeOf(s, static_cast<int>(roi[0]), p.channel);
  float sum = 0;
  for (int iy = 0; iy < bin.rows; ++iy)
    for (int ix = 0; ix < bin.columns; ++ix) {
      const Sample sample = bin.sample(iy, ix, s);
      if (!sample.valid) continue;
      for (int k = 0; k < 4; ++k) sum += sample.weight[k] * map[sample.cell[k]];
    }
  output[index] = sum / max(bin.rows * bin.columns, 1);
}

__global__ void alignBackwardKernel(RoiShape s, const float* gradOutput, const float* rois,
                                    float* gradFeatures) {
  const int64_t index = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (index >= outputs(s)) return;
  const Place p = placeOf(index, s);
  const float* roi = rois + 5 * static_cast<int64_t>(p.roi);
  const AlignedBin bin = alignedBin(roi, p, s);
  float* map = gradFeatures + planeOf(s, static_cast<int>(roi[0]), p.channel);
  const float share = gradOutput[index] / max(bin.rows * bin.columns, 1);
  for (int iy = 0; iy < bin.rows; ++iy)
    for (int ix = 0; ix < bin.columns; ++ix) {
      const Sample sample = bin.sample(iy, ix, s);
      if (!sample.valid) continue;
      for (int k = 0; k < 4; ++k) atomicAdd(map + sample.cell[k], share * sample.weight[k]);
    }
}

/// Cells [from, to) of bin `bin` along one axis of a roi that begins at cell `start`.
__device__ void binSpan(int bin, float size, int start, int limit, int& from, int& to) {
  from = min(max(static_cast<int>(floorf(bin * size)) + start, 0), limit);
  to = min(max(static_cast<int>(ceilf((bin + 1) * size)) + start, 0), limit);
}

__global__ void poolForwardKernel(RoiShape s, const float* features, const float* rois, float* output,
                                  int32_t* argmax) {
  const int64_t index = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (index >= outputs(s)) return;
  const Place p = placeOf(index, s);
  const float* roi = rois + 5 * static_cast<int64_t>(p.roi);
  const int left = static_cast<int>(roundf(roi[1] * s.scale));
  const int top = static_cast<int>(roundf(roi[2] * s.scale));
  const int right = static_cast<int>(roundf(roi[3] * s.scale));
  const int bottom = static_cast<int>(roundf(roi[4] * s.scale));
  const float binHeight = static_cast<float>(max(bottom - top + 1, 1)) / s.pooledHeight;
  const float binWidth = static_cast<float>(max(right - left + 1, 1)) / s.pooledWidth;
  int rowFrom, rowTo, columnFrom, columnTo;
  binSpan(p.row, binHeight, top, s.height, rowFrom, rowTo);
  binSpan(p.column, binWidth, left, s.width, columnFrom, columnTo);
  const float* map = features + planeOf(s, static_cast<int>(roi[0]), p.channel);
  float best = -3.402823466e38F;
  int where = -1;
  for (int y = rowFrom; y < rowTo; ++y)
    for (int x = columnFrom; x < columnTo; ++x)
      if (map[y * s.width + x] > best) {
        best = map[y * s.width + x];
        where = y * s.width + x;
      }
  output[index] = where < 0 ? 0.F : best;
  argmax[index] = where;
}

__global__ void poolBackwardKernel(RoiShape s, const float* gradOutput, const int32_t* argmax,
                                   const float* rois, float* gradFeatures) {
  const int64_t index = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (index >= outputs(s) || argmax[index] < 0) return;
  const Place p = placeOf(index, s);
  const int image = static_cast<int>(rois[5 * static_cast<int64_t>(p.roi)]);
  atomicAdd(gradFeatures + planeOf(s, image, p.channel) + argmax[index], gradOutput[index]);
}

unsigned grid(const RoiShape& s) { return static_cast<unsigned>((outputs(s) + threads - 1) / threads); }

}  // namespace

cudaError_t roiAlignForward(const RoiShape& s, const float* features, const float* rois, float* output,
                            cudaStream_t stream) {
  alignForwardKernel<<<grid(s), threads, 0, stream>>>(s, features, rois, output);
  return cudaGetLastError();
}

cudaError_t roiAlignBackward(const RoiShape& s, const float* gradOutput, const float* rois,
                             float* gradFeatures, cudaStream_t stream) {
  alignBackwardKernel<<<grid(s), threads, 0, stream>>>(s, gradOutput, rois, gradFeatures);
  return cudaGetLastError();
}

cudaError_t roiPoolForward(const RoiShape& s, const float* features, const float* rois, float* output,
                           int32_t* argmax, cudaStream_t stream) {
  poolForwardKernel<<<grid(s), threads, 0, stream>>>(s, features, rois, output, argmax);
  return cudaGetLastError();
}

cudaError_t roiPoolBackward(const RoiShape& s, const float* gradOutput, const int32_t* argmax,
                            const float* rois, float* gradFeatures, cudaStream_t stream) {
  poolBackwardKernel<<<grid(s), threads, 0, stream>>>(s, gradOutput, argmax, rois, gradFeatures);
  return cudaGetLastError();
}

}  // namespace anchor::cuda
