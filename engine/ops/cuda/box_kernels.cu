// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/cuda/box_math.cuh"
#include "engine/ops/cuda/kernels.h"

namespace anchor::cuda {
namespace {

constexpr int threads = 256;
constexpr float maxLogScale = 4.135166556742356F;  // ln(1000/16), as engine/geometry cuts dw and dh
constexpr int gtTile = 64;

unsigned blocks(int count) { return static_cast<unsigned>((count + threads - 1) / threads); }

__device__ int cellOfGrid() { return static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x); }

__device__ bool insideImage(float4 a, float2 size, const AssignRule& rule) {
  const float right = size.y + rule.border;
  const float bottom = size.x + rule.border;
  const bool high = rule.strictEnds ? a.z < right && a.w < bottom : a.z <= right && a.w <= bottom;
  return a.x >= -rule.border && a.y >= -rule.border && high;
}

/// The anchor of this thread; nothing behind the last one.
struct OwnAnchor {
  int index;
  float4 box;
  bool inside;
  float area;
};
__device__ OwnAnchor ownAnchor(const float4* anchors, int count, float2 size, const AssignRule& rule) {
  const int i = cellOfGrid();
  const float4 box = i < count ? anchors[i] : make_float4(0, 0, 0, 0);
  return {i, box, i < count && insideImage(box, size, rule), boxArea(box, rule.offset)};
}

/// The greatest value of a warp; floats that are not negative are ordered as their bits are.
__device__ int warpGreatest(int bits) {
  for (int step = 16; step > 0; step /= 2) bits = max(bits, __shfl_xor_sync(0xFFFFFFFFU, bits, step));
  return bits;
}

/// Best gt of each anchor, best IoU of each gt. blockIdx.y is the image.
__global__ void bestGtKernel(const float4* anchors, int count, ImageGts images, AssignRule rule, int* gtBest,
                             int32_t* argmax, float* maxIou) {
  __shared__ float4 gts[gtTile];
  __shared__ float areas[gtTile];
  __shared__ int greatest[gtTile];
  const int image = static_cast<int>(blockIdx.y);
  const int gtCount = images.gtCounts[image];
  const auto thread = static_cast<int>(threadIdx.x);
  const auto [i, anchor, inside, area] = ownAnchor(anchors, count, images.sizes[image], rule);
  float best = 0;
  int bestGt = inside && gtCount > 0 ? 0 : -1;
  for (int from = 0; from < gtCount; from += gtTile) {
    const int here = min(gtTile, gtCount - from);
    if (thread < here) {
      gts[thread] = images.gts[image * images.mostGts + from + thread];
      areas[thread] = boxArea(gts[thread], rule.offset);
      greatest[thread] = 0;
    }
    __syncthreads();
    for (int g = 0; g < here; ++g) {
      const float iou = inside ? boxIou(anchor, area, gts[g], areas[g], rule.offset) : 0.F;
      if (iou > best) {
        best = iou;
        bestGt = from + g;
      }
      if (__any_sync(0xFFFFFFFFU, iou > 0.F)) {
        const int most = warpGreatest(__float_as_int(iou));
        if ((thread & 31) == 0) atomicMax(greatest + g, most);
      }
    }
    __syncthreads();
    // From here on a thread reads only what it will fill itself for the next gts.
    if (thread < here && greatest[thread] > 0)
      atomicMax(gtBest + image * images.mostGts + from + thread, greatest[thread]);
  }
  if (i >= count) return;
  argmax[static_cast<int64_t>(image) * count + i] = bestGt;
  maxIou[static_cast<int64_t>(image) * count + i] = best;
}

/// Labels by the thresholds and by the ties with each gt's best; bestAnchor: the first anchor that ties.
__global__ void labelKernel(const float4* anchors, int count, ImageGts images, AssignRule rule,
                            const int* gtBest, int* bestAnchor, const float* maxIou, int8_t* labels) {
  __shared__ float4 gts[gtTile];
  __shared__ float areas[gtTile];
  __shared__ float ties[gtTile];
  const int image = static_cast<int>(blockIdx.y);
  const int gtCount = images.gtCounts[image];
  const auto thread = static_cast<int>(threadIdx.x);
  const auto [i, anchor, inside, area] = ownAnchor(anchors, count, images.sizes[image], rule);
  const float own = i < count ? maxIou[static_cast<int64_t>(image) * count + i] : 0.F;
  bool tied = false;
  for (int from = 0; from < gtCount; from += gtTile) {
    const int here = min(gtTile, gtCount - from);
    __syncthreads();
    if (thread < here) {
      const int at = image * images.mostGts + from + thread;
      gts[thread] = images.gts[at];
      areas[thread] = boxArea(gts[thread], rule.offset);
      const float best = __int_as_float(gtBest[at]);
      // A gt that nothing overlaps ties with nothing.
      ties[thread] = best > 0 ? __fmul_rn(best, __fsub_rn(1.F, rule.tieTolerance)) : 2.F;
    }
    __syncthreads();
    for (int g = 0; inside && g < here; ++g) {
      if (own < ties[g] || boxIou(anchor, area, gts[g], areas[g], rule.offset) < ties[g]) continue;
      tied = true;
      if (bestAnchor != nullptr) atomicMin(bestAnchor + image * images.mostGts + from + g, i);
    }
  }
  if (i >= count) return;
  const float fg = rule.clobberPositives ? fmaxf(rule.positive, rule.negative) : rule.positive;
  const bool positive = own >= fg;
  const bool negative = !positive && own < rule.negative;
  const bool rescued = tied && !(rule.clobberPositives && negative);
  const bool fgLabel = positive || rescued;
  const bool bgLabel = !fgLabel && negative && inside && !liesInIgnored(anchor, images, image, rule.offset);
  labels[static_cast<int64_t>(image) * count + i] = !inside ? -1 : fgLabel ? 1 : bgLabel ? 0 : -1;
}

/// A gt's best anchor goes to that gt, the last of several gts wins. One thread per image.
__global__ void adoptKernel(int count, ImageGts images, const int* bestAnchor, int32_t* argmax) {
  const int image = static_cast<int>(threadIdx.x);
  for (int g = 0; g < images.gtCounts[image]; ++g) {
    const int anchor = bestAnchor[image * images.mostGts + g];
    if (anchor < count) argmax[static_cast<int64_t>(image) * count + anchor] = g;
  }
}

__global__ void decodeKernel(const float4* anchors, const float4* deltas, int count, DecodeRule rule,
                             float4* boxes, bool* keep) {
  const int i = cellOfGrid();
  if (i >= count) return;
  const float* limits = rule.limits + 3 * blockIdx.y;
  const int64_t at = static_cast<int64_t>(blockIdx.y) * count + i;
  const float4 a = anchors[i];
  const float4 d = deltas[at];
  const float w = a.z - a.x + rule.offset;
  const float h = a.w - a.y + rule.offset;
  const float cx = a.x + 0.5F * w + d.x * w;
  const float cy = a.y + 0.5F * h + d.y * h;
  const float newWidth = w * expf(fminf(d.z, maxLogScale));
  const float newHeight = h * expf(fminf(d.w, maxLogScale));
  const float right = limits[1] - rule.offset;
  const float bottom = limits[0] - rule.offset;
  const auto within = [](float v, float high) { return fminf(fmaxf(v, 0.F), high); };
  const float4 box = make_float4(within(cx - 0.5F * newWidth, right), within(cy - 0.5F * newHeight, bottom),
                                 within(cx + 0.5F * newWidth, right), within(cy + 0.5F * newHeight, bottom));
  boxes[at] = box;
  keep[at] = box.z - box.x + rule.offset >= limits[2] && box.w - box.y + rule.offset >= limits[2];
}

}  // namespace

cudaError_t assignAnchors(const float4* anchors, int count, const ImageGts& images, const AssignRule& rule,
                          int* gtBest, int* bestAnchor, int8_t* labels, int32_t* argmax, float* maxIou,
                          cudaStream_t stream) {
  const size_t bytes = sizeof(int) * static_cast<size_t>(images.images) * static_cast<size_t>(images.mostGts);
  int* first = rule.adoptBest ? bestAnchor : nullptr;
  if (bytes > 0) {
    cudaError_t cleared = cudaMemsetAsync(gtBest, 0, bytes, stream);
    if (cleared == cudaSuccess && first != nullptr) cleared = cudaMemsetAsync(first, 0x7F, bytes, stream);
    if (cleared != cudaSuccess) return cleared;
  }
  const dim3 grid(blocks(count), static_cast<unsigned>(images.images));
  bestGtKernel<<<grid, threads, 0, stream>>>(anchors, count, images, rule, gtBest, argmax, maxIou);
  labelKernel<<<grid, threads, 0, stream>>>(anchors, count, images, rule, gtBest, first, maxIou, labels);
  if (first != nullptr && bytes > 0)
    adoptKernel<<<1, static_cast<unsigned>(images.images), 0, stream>>>(count, images, first, argmax);
  return cudaGetLastError();
}

cudaError_t decodeProposals(const float4* anchors, const float4* deltas, int images, int count,
                            const DecodeRule& rule, float4* boxes, bool* keep, cudaStream_t stream) {
  const dim3 grid(blocks(count), static_cast<unsigned>(images));
  decodeKernel<<<grid, threads, 0, stream>>>(anchors, deltas, count, rule, boxes, keep);
  return cudaGetLastError();
}

}  // namespace anchor::cuda
