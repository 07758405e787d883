// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// COCO detection files. Boxes are x, y, width, height from 0, half-open: the project's own convention.

#include <optional>

#include "datasets/formats/import_report.h"

namespace anchor {

struct DetectedLabels;
/// Whether a JSON file or the files of a folder are COCO's: their first part decides.
std::optional<DetectedLabels> detectCoco(const std::filesystem::path& file);
std::optional<DetectedLabels> detectCocoFolder(const std::filesystem::path& folder);

/// Reads one instances file, streaming: its memory does not grow with polygons. Images are looked for beside
/// the file, in images/ there or one folder up, and in `images` (may be empty). Categories go by id;
/// annotations of unknown categories get a class "#id". Images without annotations hold no objects.
/// attributes difficult, truncated, occluded, pose (as CVAT writes them) are kept; polygons are not.
/// Throws UserError, Cancelled.
ImportReport readCoco(const std::filesystem::path& file, const std::filesystem::path& images,
                      const Progress& progress);

/// Writes images/ and annotations/instances_SPLIT.json into an empty folder; returns the image files in the
/// order of the project's images (relative, empty for one that is left out: COCO cannot say "not labelled").
std::vector<std::string> fillCoco(const ProjectStore& project, const std::filesystem::path& folder,
                                  const ExportRule& rule, const Progress& progress);

}  // namespace anchor
