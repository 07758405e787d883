// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One text file for each image, one line for each box, with the corners in pixels. There is no standard: what
// the lines hold is found out from many files.
#include <optional>

#include "datasets/formats/import_report.h"

namespace anchor {

struct DetectedLabels;
std::optional<DetectedLabels> detectCornerText(const std::filesystem::path& folder);

struct CornerDialect {
  enum class Line {
    ClassFirst,  ///< class x1 y1 x2 y2, and at times a mark of difficult objects
    ClassLast,   ///< x1 y1 x2 y2 class
    NoClass,     ///< x1 y1 x2 y2
    Kitti,       ///< fifteen columns; DontCare is a crowd region
  };
  Line line = Line::ClassFirst;
  bool sizes = false;  ///< x y width height: more than a third of the boxes have no area as corners
};

/// How the label files of a folder's images are written; nothing when their numbers are parts of the sides
/// (as YOLO's are), or when they are no boxes.
std::optional<CornerDialect> cornerDialectOf(const std::filesystem::path& folder);
Message cornerWords(const CornerDialect& dialect);
/// Whether a line holds a box in pixels, in any of these ways.
bool looksLikeCorners(const std::string& line);

/// Reads every image below the folder with the label file of its place. Numbers of classes get names from
/// classes.txt or another .names file. An empty label file says "no objects", a missing one "not labelled".
/// Throws UserError, Cancelled.
ImportReport readCornerText(const std::filesystem::path& folder, const Progress& progress);

}  // namespace anchor
