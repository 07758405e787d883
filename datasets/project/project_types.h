#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace anchor {

/// A labelled box as the project keeps it: Continuous, half-open, pixels of the upright image.
struct LabelBox {
  int64_t id = 0;
  int64_t classId = 0;
  double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  bool difficult = false, truncated = false, occluded = false, crowd = false;
  std::string pose;  ///< VOC's pose text; empty = Unspecified
  friend bool operator==(const LabelBox&, const LabelBox&) = default;
};

/// "No objects" and "not labelled yet" are two states.
enum class ImageState { Unlabelled, Labelled, Negative };

struct ImageEntry {
  int64_t id = 0;
  std::string path;  ///< relative to the project folder when below it, else absolute
  int width = 0, height = 0;
  std::string split;  ///< train, val, test or empty
  ImageState state = ImageState::Unlabelled;
  std::string hash;
  int boxes = 0;  ///< how many, for lists
};

struct LabelClass {
  int64_t id = 0;
  std::string name;
  std::string colour;  ///< #rrggbb
};

}  // namespace anchor
