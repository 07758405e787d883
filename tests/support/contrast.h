// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <algorithm>
#include <cmath>

namespace anchor::test {

/// From sRGB to light.
inline double linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }
inline double luminance(const QColor& colour) {
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}
/// WCAG 2.1: 1 to 21; 4.5 is what words need, 3 what lines, icons and large words need.
inline double contrast(const QColor& a, const QColor& b) {
  const double one = luminance(a), other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

}  // namespace anchor::test
