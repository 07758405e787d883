// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// YOLO label files: one line a box, "class cx cy w h" in parts of the image's sides. The names of the classes
// are elsewhere.

#include <optional>

#include "datasets/formats/import_report.h"

namespace anchor {

enum class YoloLayout {
  Folders,  ///< images/train, labels/train (or train/images, train/labels) and data.yaml
  Flat,     ///< darknet: label files beside the images, obj.names, lists in train.txt, valid.txt, test.txt
};

/// Which layout a folder has; nothing when it holds no YOLO labels.
std::optional<YoloLayout> yoloLayoutOf(const std::filesystem::path& folder);

struct DetectedLabels;
/// Either layout.
std::optional<DetectedLabels> detectYolo(const std::filesystem::path& folder);
/// Whether a file begins with a label.
bool isYoloLabelFile(const std::filesystem::path& file);

/// Reads every image below the folder with the label file that belongs to it. Names come from data.yaml,
/// obj.names, classes.txt or another .names file; a class without a name becomes "#n", two lists that
/// disagree are reported. An empty label file says "no objects", a missing one "not labelled". A sixth number
/// is a score; more are a polygon, of which the box is taken. An image whose file has a line that is no
/// numbers is marked as trouble. Throws UserError, Cancelled.
ImportReport readYolo(const std::filesystem::path& folder, const Progress& progress);

/// Writes a data set into an empty folder; returns the image files in the order of the project's images
/// (relative, empty for one that is left out: without a label file YOLO takes an image for background).
std::vector<std::string> fillYolo(YoloLayout layout, const ProjectStore& project,
                                  const std::filesystem::path& folder, const ExportRule& rule,
                                  const Progress& progress);

}  // namespace anchor
