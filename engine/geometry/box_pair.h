#pragma once
// Two boxes side by side, for what is asked of many boxes at once.

#include <cstdint>
#include <cstring>

#include "engine/geometry/box.h"

namespace anchor {

using BoxPair = float __attribute__((vector_size(32)));
using BoxPairBits = int32_t __attribute__((vector_size(32)));

/// Takes boxes[0] and boxes[1].
inline void takePair(const Box* boxes, BoxPair& pair) { std::memcpy(&pair, boxes, sizeof pair); }

/// Whether a comparison holds everywhere.
inline bool allSet(const BoxPairBits& bits) {
  int64_t quarters[4];
  std::memcpy(quarters, &bits, sizeof quarters);
  return (quarters[0] & quarters[1] & quarters[2] & quarters[3]) == -1;
}

}  // namespace anchor
