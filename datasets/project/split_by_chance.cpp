// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/project/split_by_chance.h"

#include "datasets/project/project_store.h"

namespace anchor {

uint64_t hashOfImage(int64_t image) { return static_cast<uint64_t>(image) * 0x9E3779B97F4A7C15ULL; }

std::string splitByChance(int64_t image, const SplitShares& shares) {
  const double position = static_cast<double>(hashOfImage(image) >> 11) * 0x1.0p-53;
  return position < shares.test ? "test" : position < shares.test + shares.val ? "val" : "train";
}

}  // namespace anchor
