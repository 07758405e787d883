// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>

#include "engine/geometry/box_delta.h"
#include "engine/geometry/ignore_regions.h"
#include "engine/geometry/overlap_scan.h"
#include "engine/geometry/sampling.h"

namespace anchor {

/// Thresholds of the RPN's AnchorTarget layer (Faster R-CNN, section 3.1.2).
struct AssignmentRule {
  float positiveIou = 0.7F;       ///< fg from this IoU on
  float negativeIou = 0.3F;       ///< bg below this IoU
  bool clobberPositives = false;  ///< apply the bg rule last, so that it may take best-per-gt anchors away
  bool adoptBest =
      false;  ///< a gt's best anchor regresses to that gt (simple-faster-rcnn), not to its own argmax
  bool operator==(const AssignmentRule&) const = default;
};

/// Pixel anchors are whole numbers, so equal IoUs are equal bits. Continuous ones carry float32 rounding of
/// their cell's position (about 1e-7), which must not break a tie that exists on paper.
constexpr float tieTolerance(BoxConvention convention) {
  return convention == BoxConvention::Pixel ? 0.0F : 2e-6F;
}

/// Why an anchor has its label.
enum class LabelReason : uint8_t {
  Outside,          ///< leaves the image: ignored
  PositiveIou,      ///< fg: its best IoU reaches positiveIou
  BestForGt,        ///< fg only because it ties the best IoU of a gt_box
  NegativeIou,      ///< bg: its best IoU is below negativeIou
  BetweenIou,       ///< ignored: neither
  DroppedByBudget,  ///< ignored: was fg or bg, but not among the sampled ones
  IgnoreRegion      ///< ignored: would be bg, but lies in a crowd or another region of IgnoreRegions
};

/// Labels of all anchors, [N] each: 1 fg, 0 bg, -1 ignored.
struct LabelAssignment {
  std::vector<int8_t> labels;
  std::vector<LabelReason> reasons;
  std::vector<int> argmax;      ///< gt index of the best IoU; -1 outside, and when there is no gt
  std::vector<float> maxIou;    ///< 0 outside
  std::vector<int> bestAnchor;  ///< [G] an anchor with the gt's best IoU (lowest index); -1 if none overlaps
  std::vector<float> bestIou;   ///< [G]
  [[nodiscard]] int count(int8_t label) const;
};

/// Labels before subsampling. `inside` has one entry per anchor (see insideImage).
/// A gt that no inside anchor overlaps makes nothing fg: with the original's tie rule every anchor would tie
/// at 0.
LabelAssignment assignLabels(std::span<const Box> anchors, std::span<const uint8_t> inside,
                             std::span<const Box> gtBoxes, const AssignmentRule& rule,
                             BoxConvention convention, const ForRanges& forRanges = {},
                             const IgnoreRegions& ignore = {});

/// The RPN's budget of labelled anchors per image.
struct LabelBudget {
  int batch = 256;
  float fraction = 0.5F;  ///< at most this share is fg
  bool operator==(const LabelBudget&) const = default;
};

/// At most batch*fraction fg stay, then bg fill the batch; the surplus becomes -1 at random.
void subsampleLabels(LabelAssignment& assignment, const LabelBudget& budget, RandomSource& random);

/// What the box regression of an anchor is to say: the encoding against its gt (LabelAssignment::argmax);
/// zeros where it has none.
BoxDelta regressionTarget(const Box& anchor, std::span<const Box> gtBoxes, int argmax,
                          BoxConvention convention);

}  // namespace anchor
