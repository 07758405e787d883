// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/outline_writer.h"

#include <algorithm>

namespace anchor {

void DotWriter::outline(int left, int top, int right, int bottom, QRgb colour) const {
  right = std::max(left, right);
  bottom = std::max(top, bottom);
  const int from = std::max(0, left);
  const int until = std::min(m_width - 1, right);
  const int above = std::max(0, top);
  const int below = std::min(m_height - 1, bottom);
  if (from > until || above > below) return;
  const auto row = [&](int y) { std::fill_n(m_dots + y * m_stride + from, until - from + 1, colour); };
  if (top == above) row(top);
  if (bottom == below && bottom != top) row(bottom);
  // Both sides in one walk: they lie in the same lines of the picture.
  QRgb* dot = m_dots + above * m_stride;
  const bool leftSeen = left == from;
  const bool rightSeen = right == until;
  if (leftSeen && rightSeen)
    for (int y = above; y <= below; ++y, dot += m_stride) dot[left] = dot[right] = colour;
  else if (leftSeen || rightSeen)
    for (int y = above; y <= below; ++y, dot += m_stride) dot[leftSeen ? left : right] = colour;
}

void DotWriter::halve(int x, int y, QRgb colour) const {
  if (x < 0 || y < 0 || x >= m_width || y >= m_height) return;
  QRgb& dot = m_dots[y * m_stride + x];
  dot = 0xff000000 | ((dot & colour) + (((dot ^ colour) & 0xfefefe) >> 1));
}

}  // namespace anchor
