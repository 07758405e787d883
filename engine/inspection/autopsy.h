// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which stage of the network lost an object.

#include "engine/evaluation/tide.h"
#include "engine/inspection/anchor_stage.h"
#include "engine/inspection/image_record.h"

namespace anchor {

/// The stage that lost an object: the first after which no box that covers it is left. In the order of the
/// network's steps.
enum class LostAt : uint8_t {
  Found,
  NoAnchor,    ///< no proposal covers it, and no anchor inside the image reaches the fg IoU
  NotSampled,  ///< no proposal covers it or it ranks low, and training draws its anchors less than half the
               ///< time
  RpnBox,      ///< anchors fit, but no proposal covers it: the RPN's boxes are loose
  TooSmall,    ///< the proposals that cover it are under the minimum size
  RpnScore,    ///< cut before NMS, or after it with a score under 0.5: the RPN takes it for background
  TopN,        ///< cut by the number of proposals kept after NMS
  Nms,         ///< the RPN's NMS removed them in favour of a box that does not cover it
  HeadBackground,  ///< the head takes it for background
  HeadClass,       ///< the head takes it for another class
  HeadBox,         ///< right class, but the head's box is loose
  Score,           ///< right class, but under the score threshold
  FinalNms,        ///< the NMS of its class removed it
  FinalLimit,      ///< beyond the most detections of an image
  Taken            ///< its box was counted for a neighbouring object
};
inline constexpr size_t lostStages = static_cast<size_t>(LostAt::Taken) + 1;
/// Short name as in JSON: found, no_anchor, …
const char* lostName(LostAt stage);

struct ObjectTrace {
  int object = 0;  ///< index in the image's objects
  int label = 0;   ///< 0-based class
  LostAt lost = LostAt::Found;
  float bestAnchorIou = 0;  ///< with anchors inside the image
  int foreground = 0;       ///< anchors that training labels fg for it
  double sampled = 0;       ///< chance that one of them is drawn
  float proposalIou = 0;    ///< best IoU of a decoded proposal
  float rpnScore = 0;       ///< best fg probability among the proposals that cover it
  int rank = -1;            ///< best rank by score (0 = first) of those that entered NMS
  float roiIou = 0;         ///< best IoU of a roi
  float classScore = 0;     ///< best probability of its class on a roi that covers it
  int otherLabel = -1;      ///< class the head prefers on the best roi, when it is another
  float otherScore = 0;
  Box by;              ///< what removed it (Nms, FinalNms, Taken), image pixels; empty otherwise
  int detection = -1;  ///< that found it
  /// -log of the head's probability of its class on its own gt_box; negative when it was not asked.
  float loss = -1;
};

/// One image of an autopsy; boxes in image pixels, Continuous.
struct ImageAutopsy {
  std::vector<ObjectTrace> objects;  ///< those that count: neither difficult nor crowd
  std::vector<Detection> detections;
  std::vector<TideVerdict> verdicts;  ///< [detections]; gt is an index into the image's objects
};

/// Follows each object through the stages of `record`. Rois after the proposals are taken for the gt_boxes of
/// the counted objects in their order (see recordImage), and give the losses.
ImageAutopsy autopsyImage(const ImageRecord& record, std::span<const SampleBox> objects,
                          const TideRule& rule = {});

struct AutopsyReport {
  int objects = 0;
  double ap = 0;  ///< mean AP at the match IoU, 101 points (COCO's AP50)
  struct Cause {
    int count = 0;
    double gain = 0;  ///< how much higher the AP would be had this stage lost nothing
  };
  std::array<Cause, lostStages> causes{};
  TideResult tide;
};

/// The images' findings together. images[i] belongs to objects[i].
AutopsyReport autopsyReport(std::span<const ImageAutopsy> images,
                            std::span<const std::vector<SampleBox>> objects, const TideRule& rule = {});

}  // namespace anchor
