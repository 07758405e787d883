// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>

namespace anchor {

/// SplitMix64's finisher: every bit of the result depends on every bit of z.
constexpr uint64_t mixed(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

/// The random key of `value` in one draw: the values with the smallest keys are chosen, equal keys by rising
/// value. Values are drawn side by side and in any order, so the CPU and a GPU choose the same ones.
constexpr uint64_t drawKey(uint64_t draw, int64_t value) {
  return mixed(draw + (static_cast<uint64_t>(value) + 1) * 0x9E3779B97F4A7C15ULL);
}

}  // namespace anchor
