// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>

namespace anchor {

struct SplitShares;

/// A number that looks random and follows from the image's id alone.
uint64_t hashOfImage(int64_t image);

/// From the image's id alone: adding images later never moves one to another split.
std::string splitByChance(int64_t image, const SplitShares& shares);

}  // namespace anchor
