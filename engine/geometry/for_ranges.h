// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>

namespace anchor {

/// Calls part(first, last) for ranges that make up [0, count), one after the other or side by side.
using ForRanges = std::function<void(int64_t count, const std::function<void(int64_t, int64_t)>& part)>;

/// The work of all [0, count), in one range where `forRanges` is empty.
inline void inRanges(const ForRanges& forRanges, size_t count,
                     const std::function<void(int64_t, int64_t)>& part) {
  if (forRanges)
    forRanges(static_cast<int64_t>(count), part);
  else
    part(0, static_cast<int64_t>(count));
}

}  // namespace anchor
