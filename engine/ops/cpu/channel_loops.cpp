#include "engine/ops/cpu/channel_loops.h"

#define ANCHOR_VECTOR_CLONES __attribute__((target_clones("avx2", "default")))

namespace anchor::cpu {

ANCHOR_VECTOR_CLONES void addScaled(float* __restrict sum, const float* __restrict values, float weight,
                                    int64_t count) {
  for (int64_t i = 0; i < count; ++i) sum[i] += weight * values[i];
}

ANCHOR_VECTOR_CLONES void addFour(float* __restrict sum, const float* const values[4], const float weights[4],
                                  int64_t count) {
  const float* __restrict a = values[0];
  const float* __restrict b = values[1];
  const float* __restrict c = values[2];
  const float* __restrict d = values[3];
  const float wa = weights[0];
  const float wb = weights[1];
  const float wc = weights[2];
  const float wd = weights[3];
  for (int64_t i = 0; i < count; ++i) sum[i] += wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
}

ANCHOR_VECTOR_CLONES void takeGreater(float* __restrict best, int32_t* __restrict where,
                                      const float* __restrict values, int32_t cell, int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    const bool greater = values[i] > best[i];
    best[i] = greater ? values[i] : best[i];
    where[i] = greater ? cell : where[i];
  }
}

}  // namespace anchor::cpu
