// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Box arithmetic of engine/geometry on the GPU: the same operations in the same order, and without
// contraction into fused multiply-adds, so that CPU and GPU agree to the bit.

#include "engine/ops/cuda/kernels.h"

namespace anchor::cuda {

__device__ inline float boxArea(float4 b, float offset) {
  return __fmul_rn(__fadd_rn(__fsub_rn(b.z, b.x), offset), __fadd_rn(__fsub_rn(b.w, b.y), offset));
}

__device__ inline float boxIntersection(float4 a, float4 b, float offset) {
  const float w = fmaxf(__fadd_rn(__fsub_rn(fminf(a.z, b.z), fmaxf(a.x, b.x)), offset), 0.F);
  const float h = fmaxf(__fadd_rn(__fsub_rn(fminf(a.w, b.w), fmaxf(a.y, b.y)), offset), 0.F);
  return __fmul_rn(w, h);
}

__device__ inline float boxUnion(float areaA, float areaB, float intersection) {
  return __fsub_rn(__fadd_rn(areaA, areaB), intersection);
}

__device__ inline float boxIou(float4 a, float areaA, float4 b, float areaB, float offset) {
  const float inter = boxIntersection(a, b, offset);
  if (inter <= 0.F) return 0.F;
  const float both = boxUnion(areaA, areaB, inter);
  return __fdiv_rn(inter, both > 0.F ? both : 1.F);
}

/// boxIou(...) > threshold. Only where rounding could decide is the division made.
__device__ inline bool overlapsMore(float4 a, float areaA, float4 b, float areaB, float offset,
                                    float threshold) {
  const float inter = boxIntersection(a, b, offset);
  if (inter <= 0.F) return threshold < 0.F;
  const float both = boxUnion(areaA, areaB, inter);
  const float edge = threshold * both;
  if (fabsf(inter - edge) > 1e-6F * fabsf(edge)) return inter > edge;
  return __fdiv_rn(inter, both > 0.F ? both : 1.F) > threshold;
}

/// isIgnored of engine/geometry for one of the images.
__device__ inline bool liesInIgnored(float4 box, const ImageGts& images, int image, float offset) {
  if (images.mostIgnored == 0) return false;
  const float wanted = __fmul_rn(images.ignoreShare, boxArea(box, offset));
  for (int r = 0; r < images.ignoredCounts[image]; ++r) {
    const float inter = boxIntersection(box, images.ignored[image * images.mostIgnored + r], offset);
    if (inter > 0.F && inter >= wanted) return true;
  }
  return false;
}

}  // namespace anchor::cuda
