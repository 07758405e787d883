#pragma once
// Inner loops over neighbouring channels. Each is compiled for AVX2 and for the baseline and chosen when the
// program starts; none uses fused multiply-add, so both give the same bits.

#include <cstdint>

namespace anchor::cpu {

/// sum[i] += weight * values[i]
void addScaled(float* sum, const float* values, float weight, int64_t count);

/// sum[i] += w0 * a[i] + w1 * b[i] + w2 * c[i] + w3 * d[i], from left to right.
void addFour(float* sum, const float* const values[4], const float weights[4], int64_t count);

/// Where values[i] > best[i]: takes the value, and `cell` into where[i].
void takeGreater(float* best, int32_t* where, const float* values, int32_t cell, int64_t count);

/// to[c * rows + r] = from[r * columns + c]
template <class T>
void transpose(const T* from, T* to, int64_t rows, int64_t columns) {
  constexpr int64_t tile = 16;
  for (int64_t c0 = 0; c0 < columns; c0 += tile)
    for (int64_t r = 0; r < rows; ++r)
      for (int64_t c = c0; c < (c0 + tile < columns ? c0 + tile : columns); ++c)
        to[c * rows + r] = from[r * columns + c];
}

}  // namespace anchor::cpu
