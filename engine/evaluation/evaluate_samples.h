// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>

#include "engine/evaluation/detections.h"
#include "engine/preprocess/image_source.h"
#include "engine/protocol/run_event.h"

namespace anchor {

struct EvaluationResult {
  EvaluationEvent event;
  std::vector<double> cocoStats;      ///< 12 numbers, pycocotools' order
  std::vector<Detection> detections;  ///< image = position in the list of samples
};
/// Detects on every sample and computes VOC07, VOC10+ and COCO figures and the proposals' recall.
/// progress(done, images) may return false to stop. An image that cannot be read is told to `skip`, where
/// there is one, and counts in no figure.
EvaluationResult evaluate(const std::function<Findings(const RgbImage&, const RunSample&)>& find,
                          const std::vector<std::string>& classes,
                          const std::vector<const RunSample*>& samples, ImageSource& source,
                          const std::function<bool(int, int)>& progress, const SkipImage& skip = {});

}  // namespace anchor
