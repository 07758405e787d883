// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a checkpoint makes of each class: precision and recall, average precision by size, confusion.

#include <optional>

#include "engine/evaluation/detections.h"
#include "engine/inspection/autopsy_file.h"

namespace anchor {

struct PrecisionPoint {
  double recall = 0, precision = 0;
  float score = 0;  ///< with this threshold
};

struct ClassFigures {
  int objects = 0;  ///< that count: neither difficult nor crowd
  /// COCO's AP over IoU .50:.05:.95, at .50, and by size (areas under 32², to 96², above, in image pixels);
  /// nothing where no object falls in.
  std::optional<double> ap, ap50, apSmall, apMedium, apLarge;
  std::vector<PrecisionPoint> curve;  ///< VOC matching at IoU 0.5, falling score
  /// The threshold of the best F1 = 2 P R / (P + R); nothing without a true detection.
  std::optional<PrecisionPoint> best;
};

struct ClassReport {
  ClassFigures all;  ///< means over the classes; its curve stays empty
  std::vector<ClassFigures> classes;
};
ClassReport classReport(const AutopsyFile& file);

/// Which classes are taken for which. [truth][found]; the last row holds detections of no object, the last
/// column objects that nothing found.
struct Confusion {
  std::vector<std::vector<int>> counts;  ///< [classes + 1][classes + 1]
  /// One place where it happened: image of the file, its object or -1, its detection or -1.
  struct Example {
    int image = 0, object = -1, detection = -1;
  };
  std::vector<std::vector<std::vector<Example>>> examples;
};

/// Detections of at least `score` and objects of an image are paired whatever their classes, the pair of
/// highest IoU first, each once, down to `iou`; equal IoUs: the earlier object, then the higher score.
/// Difficult and crowd objects take their detections away without counting.
Confusion confusion(const AutopsyFile& file, float score, float iou = 0.5F);

}  // namespace anchor
