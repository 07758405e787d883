// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>

#include "engine/ops/cpu/channel_loops.h"

namespace anchor::cpu {

/// Shapes of one call. All arrays are contiguous floats. Features and their gradient lie channels-last,
/// [N,H,W,C]: neighbouring channels take the same cells with the same weights, so they are worked on side by
/// side. rois [R,5]; output and its gradient [R,C,ph,pw].
struct RoiShape {
  int64_t images, channels, height, width, rois, pooledHeight, pooledWidth;
  float scale;
  int64_t samplingRatio;
  bool aligned;
};

/// Rois [first, last). Each writes only its own part of the output, so ranges may run side by side.
void roiAlignForward(const RoiShape& s, const float* features, const float* rois, float* output,
                     int64_t first, int64_t last);
/// Channels [first, last) of the gradient: a channel is summed by one thread in a fixed order, so it is
/// repeatable.
void roiAlignBackward(const RoiShape& s, const float* gradOutput, const float* rois, float* gradFeatures,
                      int64_t first, int64_t last);
/// argmax [R,ph,pw,C]: cell index y*W+x of each maximum, the first of equals, noCell for an empty bin; the
/// map has fewer cells than that. It may be null when no gradient will be asked for.
void roiPoolForward(const RoiShape& s, const float* features, const float* rois, float* output,
                    CellIndex* argmax, int64_t first, int64_t last);
void roiPoolBackward(const RoiShape& s, const float* gradOutput, const CellIndex* argmax, const float* rois,
                     float* gradFeatures, int64_t first, int64_t last);

}  // namespace anchor::cpu
