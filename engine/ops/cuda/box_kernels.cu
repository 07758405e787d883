#include "engine/ops/cuda/kernels.h"

namespace anchor::cuda {
namespace {

constexpr int tile = 64;
constexpr int threads = 256;
constexpr float maxLogScale = 4.135166556742356F;  // ln(1000/16), as engine/geometry cuts dw and dh

int blocks(int count, int size) { return (count + size - 1) / size; }

// The operations of engine/geometry in the same order, and without contraction into fused multiply-adds, so
// that CPU and GPU agree to the bit.
__device__ float boxArea(float4 b, float offset) {
  return __fmul_rn(__fadd_rn(__fsub_rn(b.z, b.x), offset), __fadd_rn(__fsub_rn(b.w, b.y), offset));
}

__device__ float boxIou(float4 a, float areaA, float4 b, float areaB, float offset) {
  const float w = fmaxf(__fadd_rn(__fsub_rn(fminf(a.z, b.z), fmaxf(a.x, b.x)), offset), 0.F);
  const float h = fmaxf(__fadd_rn(__fsub_rn(fminf(a.w, b.w), fmaxf(a.y, b.y)), offset), 0.F);
  const float inter = __fmul_rn(w, h);
  const float both = __fsub_rn(__fadd_rn(areaA, areaB), inter);
  return __fdiv_rn(inter, both > 0.F ? both : 1.F);
}

__global__ void overlapMaskKernel(SortedBoxes sorted, float threshold, float offset, uint64_t* mask) {
  const int row = blockIdx.y;
  const int column = blockIdx.x;
  const int words = gridDim.x;
  const int i = row * tile + threadIdx.x;
  if (column < row) {
    if (i < sorted.count) mask[static_cast<int64_t>(i) * words + column] = 0;
    return;
  }
  __shared__ float4 others[tile];
  __shared__ int64_t groups[tile];
  const int first = column * tile;
  const int inTile = min(tile, sorted.count - first);
  if (threadIdx.x < inTile) {
    others[threadIdx.x] = sorted.boxes[first + threadIdx.x];
    groups[threadIdx.x] = sorted.group != nullptr ? sorted.group[first + threadIdx.x] : 0;
  }
  __syncthreads();
  if (i >= sorted.count) return;
  const float4 own = sorted.boxes[i];
  const float ownArea = boxArea(own, offset);
  const int64_t ownGroup = sorted.group != nullptr ? sorted.group[i] : 0;
  uint64_t bits = 0;
  for (int k = row == column ? threadIdx.x + 1 : 0; k < inTile; ++k) {
    if (groups[k] != ownGroup) continue;
    // The later box comes first in the sum of areas, as on the CPU.
    const float other = boxArea(others[k], offset);
    if (boxIou(others[k], other, own, ownArea, offset) > threshold) bits |= uint64_t{1} << k;
  }
  mask[static_cast<int64_t>(i) * words + column] = bits;
}

/// One block: thread 0 decides word by word, all threads join the rows of the boxes that stay.
__global__ void walkMaskKernel(SortedBoxes sorted, const uint64_t* mask, int most, uint64_t* removed,
                               int64_t* kept, int* keptCount) {
  const int words = (sorted.count + tile - 1) / tile;
  for (int w = threadIdx.x; w < words; w += blockDim.x) removed[w] = 0;
  __shared__ int stays[tile];
  __shared__ int stayCount;
  __shared__ int total;
  __shared__ int inGroup;
  __shared__ int64_t currentGroup;
  if (threadIdx.x == 0) {
    total = 0;
    inGroup = 0;
    currentGroup = 0;
  }
  __syncthreads();
  for (int word = 0; word < words; ++word) {
    if (threadIdx.x == 0) {
      uint64_t gone = removed[word];
      stayCount = 0;
      for (int bit = 0; bit < tile && word * tile + bit < sorted.count; ++bit) {
        const int i = word * tile + bit;
        const int64_t group = sorted.group != nullptr ? sorted.group[i] : 0;
        if (i == 0 || group != currentGroup) {
          currentGroup = group;
          inGroup = 0;
        }
        if ((gone >> bit & 1U) != 0 || (most >= 0 && inGroup >= most)) continue;
        gone |= mask[static_cast<int64_t>(i) * words + word];
        kept[total++] = i;
        ++inGroup;
        stays[stayCount++] = i;
      }
    }
    __syncthreads();
    for (int w = word + 1 + static_cast<int>(threadIdx.x); w < words; w += blockDim.x) {
      uint64_t joined = removed[w];
      for (int k = 0; k < stayCount; ++k) joined |= mask[static_cast<int64_t>(stays[k]) * words + w];
      removed[w] = joined;
    }
    __syncthreads();
  }
  if (threadIdx.x == 0) *keptCount = total;
}

__device__ bool insideImage(float4 a, const AssignRule& rule) {
  const float right = rule.width + rule.border;
  const float bottom = rule.height + rule.border;
  const bool high = rule.strictEnds ? a.z < right && a.w < bottom : a.z <= right && a.w <= bottom;
  return a.x >= -rule.border && a.y >= -rule.border && high;
}

__global__ void bestGtKernel(const float4* anchors, int count, const float4* gts, int gtCount,
                             AssignRule rule, int* gtBest, int64_t* argmax, float* maxIou) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= count) return;
  const float4 anchor = anchors[i];
  const bool inside = insideImage(anchor, rule);
  const float area = boxArea(anchor, rule.offset);
  float best = 0;
  int bestGt = gtCount > 0 && inside ? 0 : -1;
  for (int g = 0; inside && g < gtCount; ++g) {
    const float iou = boxIou(anchor, area, gts[g], boxArea(gts[g], rule.offset), rule.offset);
    if (iou > best) {
      best = iou;
      bestGt = g;
    }
    // IoUs are not negative, so their bits are ordered as they are.
    if (iou > 0) atomicMax(gtBest + g, __float_as_int(iou));
  }
  argmax[i] = bestGt;
  maxIou[i] = best;
}

__global__ void labelKernel(const float4* anchors, int count, const float4* gts, int gtCount, AssignRule rule,
                            const int* gtBest, const float* maxIou, int8_t* labels) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= count) return;
  const float4 anchor = anchors[i];
  if (!insideImage(anchor, rule)) {
    labels[i] = -1;
    return;
  }
  int8_t label = maxIou[i] < rule.negative ? 0 : -1;
  const float area = boxArea(anchor, rule.offset);
  for (int g = 0; g < gtCount; ++g) {
    const float best = __int_as_float(gtBest[g]);
    if (best <= 0) continue;
    const float iou = boxIou(anchor, area, gts[g], boxArea(gts[g], rule.offset), rule.offset);
    if (iou >= __fmul_rn(best, __fsub_rn(1.F, rule.tieTolerance))) label = 1;
  }
  labels[i] = maxIou[i] >= rule.positive ? 1 : label;
}

__global__ void decodeKernel(const float4* anchors, const float4* deltas, int count, DecodeRule rule,
                             float4* boxes, bool* keep) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= count) return;
  const float4 a = anchors[i];
  const float4 d = deltas[i];
  const float w = a.z - a.x + rule.offset;
  const float h = a.w - a.y + rule.offset;
  const float cx = a.x + 0.5F * w + d.x * w;
  const float cy = a.y + 0.5F * h + d.y * h;
  const float newWidth = w * expf(fminf(d.z, maxLogScale));
  const float newHeight = h * expf(fminf(d.w, maxLogScale));
  const float right = rule.width - rule.offset;
  const float bottom = rule.height - rule.offset;
  const auto within = [](float v, float high) { return fminf(fmaxf(v, 0.F), high); };
  const float4 box = make_float4(within(cx - 0.5F * newWidth, right), within(cy - 0.5F * newHeight, bottom),
                                 within(cx + 0.5F * newWidth, right), within(cy + 0.5F * newHeight, bottom));
  boxes[i] = box;
  keep[i] = box.z - box.x + rule.offset >= rule.minSize && box.w - box.y + rule.offset >= rule.minSize;
}

}  // namespace

cudaError_t overlapMask(const SortedBoxes& sorted, float threshold, float offset, uint64_t* mask,
                        cudaStream_t stream) {
  const auto words = static_cast<unsigned>(blocks(sorted.count, tile));
  overlapMaskKernel<<<dim3(words, words), tile, 0, stream>>>(sorted, threshold, offset, mask);
  return cudaGetLastError();
}

cudaError_t walkMask(const SortedBoxes& sorted, const uint64_t* mask, int most, uint64_t* removed,
                     int64_t* kept, int* keptCount, cudaStream_t stream) {
  walkMaskKernel<<<1, threads, 0, stream>>>(sorted, mask, most, removed, kept, keptCount);
  return cudaGetLastError();
}

cudaError_t assignAnchors(const float4* anchors, int count, const float4* gts, int gtCount,
                          const AssignRule& rule, int* gtBest, int8_t* labels, int64_t* argmax, float* maxIou,
                          cudaStream_t stream) {
  if (gtCount > 0) {
    const cudaError_t cleared =
        cudaMemsetAsync(gtBest, 0, sizeof(int) * static_cast<size_t>(gtCount), stream);
    if (cleared != cudaSuccess) return cleared;
  }
  const int grid = blocks(count, threads);
  bestGtKernel<<<grid, threads, 0, stream>>>(anchors, count, gts, gtCount, rule, gtBest, argmax, maxIou);
  labelKernel<<<grid, threads, 0, stream>>>(anchors, count, gts, gtCount, rule, gtBest, maxIou, labels);
  return cudaGetLastError();
}

cudaError_t decodeProposals(const float4* anchors, const float4* deltas, int count, const DecodeRule& rule,
                            float4* boxes, bool* keep, cudaStream_t stream) {
  decodeKernel<<<blocks(count, threads), threads, 0, stream>>>(anchors, deltas, count, rule, boxes, keep);
  return cudaGetLastError();
}

}  // namespace anchor::cuda
