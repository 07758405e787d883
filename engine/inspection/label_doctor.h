// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/evaluation/detections.h"
#include "engine/protocol/run_samples.h"

namespace anchor {

enum class LabelDoubt : uint8_t {
  Missing,     ///< a sure detection where no label is
  WrongClass,  ///< a sure detection of another class on the label
  LooseBox,    ///< a sure detection of the class whose box differs
  Duplicate,   ///< two labels of one class on one object
  Spurious     ///< no detection of any class supports the label
};
inline constexpr int labelDoubts = static_cast<int>(LabelDoubt::Spurious) + 1;

struct DoubtRule {
  float score = 0.5F;      ///< detections below it say nothing
  float apart = 0.3F;      ///< up to this IoU with every label a detection stands alone
  float together = 0.5F;   ///< from this IoU on a detection is about the label
  float loose = 0.8F;      ///< below this IoU its box is doubted
  float duplicate = 0.8F;  ///< from this IoU on two labels of a class are one
};

struct Suspicion {
  LabelDoubt kind = LabelDoubt::Missing;
  int object = -1;     ///< the doubted label; -1 for Missing
  int other = -1;      ///< Duplicate: the label to keep
  int label = 0;       ///< suggested class, 0-based
  Box box;             ///< suggested box, image pixels
  float score = 0;     ///< of the detection
  float iou = 0;       ///< of detection or other label with the doubted one
  float strength = 0;  ///< 0..1, by which they are ranked
};

/// Doubts about the labels of one image, strongest first. Each label is doubted for one reason at most, the
/// strongest. Difficult and crowd objects are never doubted, and hide what lies on them.
/// Predictions should come from a network that did not train on the image: one that did repeats its labels.
std::vector<Suspicion> doubtLabels(std::span<const SampleBox> objects, std::span<const Detection> detections,
                                   const DoubtRule& rule = {});

}  // namespace anchor
