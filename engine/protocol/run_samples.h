// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// samples.json: the labels as they were when the run started. Training reads this and never the project file.

#include <filesystem>
#include <map>

#include "engine/base/json_fields.h"
#include "engine/geometry/box.h"

namespace anchor {

struct SampleBox {
  int class_index = 0;  ///< 0-based into classes
  ExactBox box;         ///< Continuous, pixels of the upright image
  bool difficult =
      false;           ///< trained on as ObjectsConfig says; neither counts nor punishes in the VOC metric
  bool crowd = false;  ///< a region of many objects, COCO's iscrowd
};

struct RunSample {
  std::string image;  ///< path; relative ones start at the run folder
  std::string hash;   ///< of the file's content; empty = unknown
  int width = 0, height = 0;
  std::string split;  ///< train, val or test
  std::vector<SampleBox> boxes;
};

struct RunSamples {
  std::vector<std::string> classes;
  std::vector<RunSample> samples;
  [[nodiscard]] std::vector<const RunSample*> inSplit(const std::string& split) const;
  [[nodiscard]] std::vector<const RunSample*> all() const;
};

/// Throws UserError naming the sample whose box or class is out of range.
RunSamples readRunSamples(const std::filesystem::path& path);
void writeRunSamples(const std::filesystem::path& path, const RunSamples& samples);

}  // namespace anchor
