// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "datasets/formats/import_report.h"
#include "datasets/plain_text.h"

namespace anchor::fuzz {

/// Whatever a label file says: each box that came of it has a name in UTF-8 and an area, and lies in its
/// image.
inline void wantAllInside(const ImportedImage& image) {
  for (const ImportedBox& imported : image.boxes) {
    const LabelBox& box = imported.box;
    const bool inside = 0 <= box.x1 && box.x1 < box.x2 && box.x2 <= image.width && 0 <= box.y1 &&
                        box.y1 < box.y2 && box.y2 <= image.height;
    if (!inside || imported.className.empty() || lineNotUtf8(imported.className) != 0 ||
        lineNotUtf8(box.pose) != 0)
      __builtin_trap();
  }
}

}  // namespace anchor::fuzz
