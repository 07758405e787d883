// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>

#include "engine/inspection/anchor_coverage.h"

namespace anchor {

struct AnchorSearchOptions {
  int scales = 3, ratios = 3;
  int generations = 300;
  size_t most = 4000;  ///< objects looked at, spread evenly over the data set
  uint64_t seed = 1;
};

/// Scales and ratios that fit the data, with what they gain over the present ones on all objects.
struct AnchorSuggestion {
  AnchorConfig anchors;
  CoverageFigures before, after;
};

/// k-means of the objects' sides with 1 - IoU as the distance gives a start; evolution of scales and ratios
/// improves it under the real rules (grid, stride, resize, inside). Never worse than the present anchors in
/// mean best IoU. The same seed gives the same answer. `goOn` is asked between generations.
AnchorSuggestion suggestAnchors(
    const RunConfig& config, const CoverageSubject& subject, const AnchorSearchOptions& options,
    const std::function<bool(int done, int all)>& goOn = [](int, int) { return true; });

}  // namespace anchor
