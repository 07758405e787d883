// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <limits>

#include "engine/geometry/box.h"

namespace anchor {

/// Result of greedy non-maximum suppression.
struct Suppression {
  std::vector<int> keep;  ///< indices into the boxes, best score first
  std::vector<int>
      suppressedBy;  ///< [N] index of the kept box that removed this one; -1 if kept or never reached
};

/// Indices by falling score; equal scores by rising index; NaN last.
std::vector<int> orderByScore(std::span<const float> scores);

/// Greedy NMS: a box goes when its IoU with a better kept box is strictly greater than `threshold`.
/// Stops once `most` boxes are kept. Equal scores: the lower index is taken first, so a run is repeatable.
Suppression suppress(std::span<const Box> boxes, std::span<const float> scores, float threshold,
                     BoxConvention convention, size_t most = std::numeric_limits<size_t>::max());

}  // namespace anchor
