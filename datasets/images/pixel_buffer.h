// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <vector>

namespace anchor {

/// An upright 8-bit picture, R G B interleaved, rows from the top without padding.
struct PixelBuffer {
  int width = 0, height = 0;
  std::vector<uint8_t> rgb;
};

}  // namespace anchor
