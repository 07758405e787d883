// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/config/run_config.h"

namespace anchor {

/// A part of a run with its own losses, schedule and trained layers.
struct Stage {
  enum class Kind { EndToEnd, Rpn, Head };
  std::string name;  ///< end to end, or M1, M2, M3, M4 as the paper numbers the models
  Kind kind = Kind::EndToEnd;
  int first = 0, iterations = 0;  ///< iterations [first, first + iterations) of the run
  bool trunkFrozen = false;       ///< the shared convolutions are not trained
};

/// One stage for recipe end_to_end. For alternating (Faster R-CNN, section 3.2, and py-faster-rcnn's
/// alt-opt): M1 = RPN from ImageNet weights; M2 = Fast R-CNN from ImageNet weights on M1's proposals; M3 =
/// RPN on M2's frozen trunk; M4 = Fast R-CNN on the same trunk and M3's proposals.
std::vector<Stage> stagesOf(const RunConfig& config);

/// The stage that the step after `iteration` steps belongs to; the last one at the end.
size_t stageAt(const std::vector<Stage>& stages, int iteration);

/// The run's configuration as this stage uses it: iterations, schedule, and how many images share rois.batch.
RunConfig stageConfig(const RunConfig& config, const Stage& stage);

}  // namespace anchor
