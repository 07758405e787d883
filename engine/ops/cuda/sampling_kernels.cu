// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/draw_key.h"
#include "engine/ops/cuda/box_math.cuh"
#include "engine/ops/cuda/kernels.h"

namespace anchor::cuda {
namespace {

constexpr int threads = 256;
constexpr int drawThreads = 1024;
constexpr int binBits = 11, bins = 1 << binBits;
constexpr int mostOnEdge = 2048;  // candidates of one bin: about count / bins of them
static_assert(DrawRule::mostCandidates / bins < mostOnEdge * 3 / 4);

struct Lot {
  uint64_t key;
  int value;
  __device__ bool before(const Lot& other) const {
    return key != other.key ? key < other.key : value < other.value;
  }
};

/// What a block needs to draw from one label.
struct DrawSpace {
  int histogram[bins];
  Lot edge[mostOnEdge];
  int chosen[DrawRule::mostBatch];
  int warpSums[drawThreads / 32];
  int edgeCount, chosenCount, edgeBin, quota;
};
static_assert(bins == 2 * drawThreads);

__device__ int binOf(uint64_t key) { return static_cast<int>(key >> (64 - binBits)); }

/// Finds the bin in which the quota is reached (bins: none, all are taken). Each thread looks at two bins.
__device__ void findEdge(DrawSpace& s, int most) {
  const auto thread = static_cast<int>(threadIdx.x);
  const int lane = thread & 31;
  const int first = s.histogram[2 * thread];
  const int own = first + s.histogram[2 * thread + 1];
  int upTo = own;
  for (int step = 1; step < 32; step *= 2) {
    const int other = __shfl_up_sync(0xFFFFFFFFU, upTo, step);
    if (lane >= step) upTo += other;
  }
  if (lane == 31) s.warpSums[thread / 32] = upTo;
  __syncthreads();
  for (int w = 0; w < thread / 32; ++w) upTo += s.warpSums[w];
  if (thread == drawThreads - 1) {
    s.quota = min(upTo, most);
    s.edgeBin = bins;
    s.edgeCount = s.chosenCount = 0;
  }
  __syncthreads();
  const int below = upTo - own;
  if (below <= s.quota && s.quota < upTo) s.edgeBin = s.quota < below + first ? 2 * thread : 2 * thread + 1;
  __syncthreads();
}

/// The `most` candidates of `label` with the smallest lots, in rising order at out. A whole block works;
/// returns how many there were.
__device__ int drawLabel(const int8_t* labels, int count, int8_t label, uint64_t draw, int most, int32_t* out,
                         DrawSpace& s) {
  const auto thread = static_cast<int>(threadIdx.x);
  for (int b = thread; b < bins; b += drawThreads) s.histogram[b] = 0;
  __syncthreads();
  for (int i = thread; i < count; i += drawThreads)
    if (labels[i] == label) atomicAdd(s.histogram + binOf(drawKey(draw, i)), 1);
  __syncthreads();
  findEdge(s, most);
  for (int i = thread; i < count; i += drawThreads) {
    if (labels[i] != label) continue;
    const uint64_t key = drawKey(draw, i);
    const int bin = binOf(key);
    if (bin < s.edgeBin) s.chosen[atomicAdd(&s.chosenCount, 1)] = i;
    if (bin != s.edgeBin) continue;
    const int at = atomicAdd(&s.edgeCount, 1);
    if (at < mostOnEdge) s.edge[at] = {key, i};
  }
  __syncthreads();
  const int below = s.chosenCount;
  const int onEdge = min(s.edgeCount, mostOnEdge);
  for (int e = thread; e < onEdge; e += drawThreads) {
    int earlier = 0;
    for (int k = 0; k < onEdge; ++k) earlier += s.edge[k].before(s.edge[e]) ? 1 : 0;
    if (below + earlier < s.quota) s.chosen[below + earlier] = s.edge[e].value;
  }
  __syncthreads();
  const int quota = s.quota;
  for (int c = thread; c < quota; c += drawThreads) {
    int smaller = 0;
    for (int k = 0; k < quota; ++k) smaller += s.chosen[k] < s.chosen[c] ? 1 : 0;
    out[smaller] = s.chosen[c];
  }
  __syncthreads();
  return quota;
}

/// One block per image.
__global__ void __launch_bounds__(drawThreads)
    drawKernel(const int8_t* labels, int count, DrawRule rule, int32_t* chosen, int32_t* counts) {
  extern __shared__ unsigned char memory[];
  auto& space = *reinterpret_cast<DrawSpace*>(memory);
  const auto image = static_cast<int>(blockIdx.x);
  labels += static_cast<int64_t>(image) * count;
  chosen += static_cast<int64_t>(image) * rule.batch;
  const uint64_t* draws = rule.draws + 2 * image;
  const int fg = drawLabel(labels, count, 1, draws[0], rule.mostFg, chosen, space);
  const int bg = drawLabel(labels, count, 0, draws[1], rule.batch - fg, chosen + fg, space);
  for (int k = fg + bg + static_cast<int>(threadIdx.x); k < rule.batch; k += drawThreads) chosen[k] = -1;
  if (threadIdx.x != 0) return;
  counts[2 * image] = fg;
  counts[2 * image + 1] = bg;
}

__global__ void labelRoisKernel(const float4* rois, const bool* valid, int count, ImageGts images,
                                RoiLabelRule rule, float4* candidates, int8_t* labels, int32_t* argmax) {
  const auto image = static_cast<int>(blockIdx.y);
  const auto i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  const int all = count + images.mostGts;
  if (i >= all) return;
  const float4* gts = images.gts + image * images.mostGts;
  const int gtCount = images.gtCounts[image];
  const bool there = i < count ? valid[image * count + i] : i - count < gtCount;
  const float4 own = i < count ? rois[image * count + i] : gts[i - count];
  const float area = boxArea(own, rule.offset);
  float best = 0;
  int bestGt = gtCount > 0 ? 0 : -1;
  for (int g = 0; there && g < gtCount; ++g) {
    const float4 gt = gts[g];
    const float iou = boxIou(own, area, gt, boxArea(gt, rule.offset), rule.offset);
    if (iou > best) {
      best = iou;
      bestGt = g;
    }
  }
  const int at = image * all + i;
  candidates[at] = own;
  argmax[at] = bestGt;
  const bool fg = gtCount > 0 && best >= rule.fg;
  const bool bg = !fg && best >= rule.bgLow && best < rule.bgHigh && there &&
                  !liesInIgnored(own, images, image, rule.offset);
  labels[at] = !there ? -1 : fg ? 1 : bg ? 0 : -1;
}

__device__ float4 encode(float4 from, float4 to, float offset) {
  const float w = from.z - from.x + offset;
  const float h = from.w - from.y + offset;
  const float toWidth = to.z - to.x + offset;
  const float toHeight = to.w - to.y + offset;
  const float dx = (to.x + 0.5F * toWidth) - (from.x + 0.5F * w);
  const float dy = (to.y + 0.5F * toHeight) - (from.y + 0.5F * h);
  return make_float4(dx / w, dy / h, logf(toWidth / w), logf(toHeight / h));
}

__global__ void targetsKernel(const float4* candidates, const int8_t* labels, const int32_t* argmax,
                              const int32_t* chosen, ImageGts images, TargetRule rule, int64_t* chosenLabels,
                              float4* targets, float* rows) {
  const auto slot = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (slot >= images.images * rule.batch) return;
  const int image = slot / rule.batch;
  const int index = chosen[slot];
  const int64_t at = static_cast<int64_t>(image) * rule.candidates + index;
  const float4 own = index < 0 ? make_float4(0, 0, 0, 0) : candidates[rule.sharedCandidates ? index : at];
  int64_t label = index < 0 ? -1 : labels[at];
  float4 target = make_float4(0, 0, 0, 0);
  if (label == 1) {
    const int gt = image * images.mostGts + argmax[at];
    if (rule.gtClasses != nullptr) label = rule.gtClasses[gt];
    target = encode(own, images.gts[gt], rule.offset);
    if (rule.scale != nullptr) {
      const float* s = rule.scale + 8 * label;
      target = make_float4((target.x - s[0]) / s[4], (target.y - s[1]) / s[5], (target.z - s[2]) / s[6],
                           (target.w - s[3]) / s[7]);
    }
  }
  chosenLabels[slot] = label;
  targets[slot] = target;
  if (rows == nullptr) return;
  const float row[5] = {static_cast<float>(image), own.x, own.y, own.z, own.w};
  for (int k = 0; k < 5; ++k) rows[5 * slot + k] = row[k];
}

unsigned blocks(int count) { return static_cast<unsigned>((count + threads - 1) / threads); }

}  // namespace

cudaError_t drawLabels(const int8_t* labels, int images, int count, const DrawRule& rule, int32_t* chosen,
                       int32_t* counts, cudaStream_t stream) {
  static_assert(sizeof(DrawSpace) <= 48 * 1024);
  drawKernel<<<static_cast<unsigned>(images), drawThreads, sizeof(DrawSpace), stream>>>(labels, count, rule,
                                                                                        chosen, counts);
  return cudaGetLastError();
}

cudaError_t labelRois(const float4* rois, const bool* valid, int count, const ImageGts& images,
                      const RoiLabelRule& rule, float4* candidates, int8_t* labels, int32_t* argmax,
                      cudaStream_t stream) {
  const dim3 grid(blocks(count + images.mostGts), static_cast<unsigned>(images.images));
  labelRoisKernel<<<grid, threads, 0, stream>>>(rois, valid, count, images, rule, candidates, labels, argmax);
  return cudaGetLastError();
}

cudaError_t targetsOf(const float4* candidates, const int8_t* labels, const int32_t* argmax,
                      const int32_t* chosen, const ImageGts& images, const TargetRule& rule,
                      int64_t* chosenLabels, float4* targets, float* rows, cudaStream_t stream) {
  targetsKernel<<<blocks(images.images * rule.batch), threads, 0, stream>>>(
      candidates, labels, argmax, chosen, images, rule, chosenLabels, targets, rows);
  return cudaGetLastError();
}

}  // namespace anchor::cuda
