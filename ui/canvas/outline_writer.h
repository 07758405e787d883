// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QImage>

namespace anchor {

/// Writes straight into a 32-bit picture, which must outlive it; what lies outside is left out. Thousands of
/// outlines cost a tenth of what a painter takes for them.
class DotWriter {
 public:
  explicit DotWriter(QImage& picture)
      : m_dots(reinterpret_cast<QRgb*>(picture.bits())),
        m_stride(picture.bytesPerLine() / 4),
        m_width(picture.width()),
        m_height(picture.height()) {}
  /// A rectangle's outline, one dot wide and opaque. It is never smaller than a dot.
  void outline(int left, int top, int right, int bottom, QRgb colour) const;
  /// Half of what the dot was, half of the colour.
  void halve(int x, int y, QRgb colour) const;

 private:
  QRgb* m_dots;
  std::ptrdiff_t m_stride;
  int m_width, m_height;
};

}  // namespace anchor
