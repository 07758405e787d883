// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/roi_sampling.h"

#include <cmath>

#include "engine/geometry/overlap_scan.h"

namespace anchor {

RoiSample sampleRois(std::span<const Box> proposals, std::span<const Box> gtBoxes,
                     std::span<const int> gtClasses, const RoiRule& rule, BoxConvention convention,
                     RandomSource& random, const IgnoreRegions& ignore) {
  Boxes candidates(proposals.begin(), proposals.end());
  candidates.insert(candidates.end(), gtBoxes.begin(), gtBoxes.end());
  const OverlapScan best = scanOverlaps(candidates, {}, gtBoxes, convention);

  std::vector<int> fg;
  std::vector<int> bg;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const float overlap = best.maxIou[i];
    if (!gtBoxes.empty() && overlap >= rule.fgIou)
      fg.push_back(static_cast<int>(i));
    else if (overlap >= rule.bgLow && overlap < rule.bgHigh && !isIgnored(candidates[i], ignore, convention))
      bg.push_back(static_cast<int>(i));
  }
  const auto mostFg = static_cast<size_t>(std::lround(static_cast<float>(rule.batch) * rule.fraction));
  RoiSample sample;
  sample.index = choose(fg, mostFg, random);
  sample.fg = static_cast<int>(sample.index.size());
  const std::vector<int> chosenBg = choose(bg, static_cast<size_t>(rule.batch) - sample.index.size(), random);
  sample.index.insert(sample.index.end(), chosenBg.begin(), chosenBg.end());

  for (size_t k = 0; k < sample.index.size(); ++k) {
    const int i = sample.index[k];
    const bool isFg = static_cast<int>(k) < sample.fg;
    const int gt = best.argmax[i];
    sample.rois.push_back(candidates[i]);
    sample.maxIou.push_back(best.maxIou[i]);
    sample.argmax.push_back(gt);
    const int label = isFg ? gtClasses[gt] : 0;
    sample.labels.push_back(label);
    sample.targets.push_back(
        isFg ? normalised(encode(candidates[i], gtBoxes[gt], convention), rule.normalisationOf(label))
             : BoxDelta{});
  }
  return sample;
}

}  // namespace anchor
