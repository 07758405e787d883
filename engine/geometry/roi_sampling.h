// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/geometry/box_delta.h"
#include "engine/geometry/ignore_regions.h"
#include "engine/geometry/sampling.h"

namespace anchor {

/// Parameters of the ProposalTarget layer.
struct RoiRule {
  int batch = 128;
  float fraction = 0.25F;  ///< at most this share is fg
  float fgIou = 0.5F;
  float bgHigh = 0.5F;  ///< bg: IoU in [bgLow, bgHigh)
  float bgLow = 0;
  bool boxRegression = true;   ///< false: the head classifies rois and leaves them where they are
  float statisticsIou = 0.5F;  ///< proposals of at least this IoU with their gt enter the measured statistics
  DeltaNormalisation normalisation;
  bool normaliseFromData = false;  ///< mean and std of each class are measured on the stage's proposals
  std::vector<DeltaNormalisation> perClass;  ///< of class 1, 2, …; empty = `normalisation` for all
  [[nodiscard]] const DeltaNormalisation& normalisationOf(int label) const {
    return perClass.empty() || label < 1 ? normalisation : perClass.at(static_cast<size_t>(label - 1));
  }
  bool operator==(const RoiRule&) const = default;
};

/// The sampled rois, [S] each: fg first, then bg.
struct RoiSample {
  std::vector<int> index;  ///< into the rois followed by the gt_boxes
  Boxes rois;
  std::vector<int> labels;  ///< class 1..C of fg, 0 for bg
  std::vector<float> maxIou;
  std::vector<int> argmax;  ///< gt index; -1 without gts
  BoxDeltas targets;        ///< normalised encoding against the roi's gt; zero for bg
  int fg = 0;
};

/// Appends the gt_boxes to the proposals, labels and samples them (Fast R-CNN, section 2.3).
/// gtClasses are 1..C, one for each gt_box. Without gts every roi is background. What lies in a region of
/// `ignore` is no background.
RoiSample sampleRois(std::span<const Box> proposals, std::span<const Box> gtBoxes,
                     std::span<const int> gtClasses, const RoiRule& rule, BoxConvention convention,
                     RandomSource& random, const IgnoreRegions& ignore = {});

}  // namespace anchor
