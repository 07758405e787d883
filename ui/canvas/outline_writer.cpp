// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/outline_writer.h"

#include <algorithm>

namespace anchor {

void writeOutline(QImage& picture, const QRect& rect, QRgb colour) {
  const int left = std::max(0, rect.left());
  const int right = std::min(picture.width() - 1, rect.right());
  const int top = std::max(0, rect.top());
  const int bottom = std::min(picture.height() - 1, rect.bottom());
  if (left > right || top > bottom) return;
  auto* bits = reinterpret_cast<QRgb*>(picture.bits());
  const auto stride = static_cast<std::ptrdiff_t>(picture.bytesPerLine() / 4);
  for (const int y : {rect.top(), rect.bottom()})
    if (y >= top && y <= bottom) std::fill(bits + y * stride + left, bits + y * stride + right + 1, colour);
  for (const int x : {rect.left(), rect.right()})
    if (x >= left && x <= right)
      for (int y = top; y <= bottom; ++y) bits[y * stride + x] = colour;
}

}  // namespace anchor
