// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPalette>

namespace anchor::judging {

// Colours of words on the ground of a list, 4.5:1 at least in both themes.
inline QColor shade(const QPalette& palette, const char* light, const char* dark) {
  return QColor(QLatin1String(palette.color(QPalette::Base).lightness() < 128 ? dark : light));
}
inline QColor good(const QPalette& palette) { return shade(palette, "#15803d", "#4ade80"); }
inline QColor warning(const QPalette& palette) { return shade(palette, "#b45309", "#fbbf24"); }
inline QColor bad(const QPalette& palette) { return shade(palette, "#c02662", "#f472a6"); }

}  // namespace anchor::judging
