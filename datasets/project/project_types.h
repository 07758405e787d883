// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/base/message.h"

namespace anchor {

/// Who made a box. A box keeps its origin when it is edited; its history says who changed what.
enum class BoxOrigin : uint8_t { Person, Import, Model, Proposal };

/// A labelled box as the project keeps it: Continuous, half-open, pixels of the upright image.
struct LabelBox {
  int64_t id = 0;
  int64_t classId = 0;
  double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  bool difficult = false, truncated = false, occluded = false, crowd = false;
  BoxOrigin origin = BoxOrigin::Person;
  std::string pose;                               ///< VOC's pose text; empty = Unspecified
  double score = -1;                              ///< of the model that proposed it, [0,1]; -1 = none
  std::map<std::string, std::string> attributes;  ///< by name; AttributeRule says what they may hold
  friend bool operator==(const LabelBox&, const LabelBox&) = default;
};

/// What a model found in an image and nobody has accepted or rejected yet: a prediction box.
struct Prediction {
  int64_t id = 0;
  std::string className;
  double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  double score = 0;
  std::string source;  ///< run and checkpoint, for a person
  friend bool operator==(const Prediction&, const Prediction&) = default;
};

/// "No objects" and "not labelled yet" are two states.
enum class ImageState { Unlabelled, Labelled, Negative };
/// What a reviewer said.
enum class ImageReview { None, Verified, Unsure };

struct ImageEntry {
  int64_t id = 0;
  std::string path;  ///< relative to the project folder when below it, else absolute
  int width = 0, height = 0;
  std::string split;  ///< train, val, test or empty
  ImageState state = ImageState::Unlabelled;
  std::string hash;
  int boxes = 0;  ///< how many, for lists
  ImageReview review = ImageReview::None;
  /// Why its labels could not be read. Such an image is not edited and not trained on until a person decides.
  Message trouble;
};

/// An attribute that boxes of a class may have.
struct AttributeRule {
  enum class Kind { Text, Number, YesNo, Choice };
  std::string name;
  Kind kind = Kind::Text;
  std::vector<std::string> choices;  ///< of a Choice
  friend bool operator==(const AttributeRule&, const AttributeRule&) = default;
};

struct LabelClass {
  int64_t id = 0;
  std::string name;
  std::string colour;  ///< #rrggbb
  std::vector<AttributeRule> attributes;
};

/// One entry of a box's history, oldest first.
struct BoxVersion {
  std::string time;   ///< ISO 8601, UTC
  std::string actor;  ///< "person", "import SOURCE", "model RUN"
  std::string words;  ///< what the step was called
  LabelBox box;       ///< after it
  bool removed = false;
};

/// What undo or redo did.
struct StepDone {
  std::string words;
  int64_t image = 0;  ///< where it happened; 0 = on no single image
  bool wide = false;  ///< more than one image, or classes, changed
};

}  // namespace anchor
