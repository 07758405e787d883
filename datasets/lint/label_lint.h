// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>
#include <set>

#include "datasets/cancelled.h"
#include "datasets/project/project_store.h"
#include "engine/base/message.h"

namespace anchor {

enum class LintKind {
  Missing,      ///< the image file is gone or another one
  Damaged,      ///< the image file is cut off
  Trouble,      ///< its labels could not be read
  NoArea,       ///< a box without a pixel
  OutOfBounds,  ///< a box that leaves the image
  Duplicate,    ///< two boxes of one class on one object
  Tiny,         ///< a box of a few pixels at the training scale
  Unreachable,  ///< no anchor overlaps it enough to learn it well
  Nameless,     ///< a class that an import had to invent a name for
  ClassGap,     ///< a class that a split lacks
  SplitLeak,    ///< the same picture in two splits
};
const char* lintName(LintKind kind);
std::set<LintKind> lintKinds();

struct LintFinding {
  LintKind kind;
  int64_t image = 0;  ///< 0 = the data set
  int64_t box = 0;
  int64_t other = 0;  ///< the other box, or the other image of a leak
  Message words;
  Message fix;  ///< what fixFinding would do; empty = a person must look
};

struct LintRules {
  double duplicateIou = 0.95;
  double tinySide = 8;  ///< shorter side, network pixels
  double unreachableIou = 0.3;
  /// Network pixels per image pixel; nothing = 1.
  std::function<double(const ImageEntry&)> scale;
  /// Best IoU of a box with any anchor; nothing = not checked.
  std::function<double(const ImageEntry&, const LabelBox&)> bestIou;
  /// The kinds to look for; what needs the files (Missing, Damaged, SplitLeak) or every pair of boxes costs
  /// the most.
  std::set<LintKind> kinds = lintKinds();
};

/// Everything in the labels that training would stumble over or silently suffer from. Throws Cancelled.
std::vector<LintFinding> lintProject(const ProjectStore& project, const LintRules& rules,
                                     const Progress& progress);

/// Does what the finding offers: removes the second of two boxes, cuts a box to its image, removes one of no
/// area, moves a leaked image to the other's split. False when it offers nothing, or was overtaken by edits.
bool fixFinding(const ProjectStore& project, ProjectEdit& edit, const LintFinding& finding);

/// 64 bits of which neighbours are brighter in a 9x8 picture (difference hash), and a 16x16 picture to make
/// sure.
struct PictureSketch {
  uint64_t hash = 0;
  std::vector<uint8_t> grey;  ///< 256
};
PictureSketch sketchOf(const std::filesystem::path& image);
bool sameScene(const PictureSketch& a, const PictureSketch& b);

}  // namespace anchor
