// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// CreateML's JSON: an array of images, each with its annotations; boxes by their centre, in pixels.

#include <optional>

#include "datasets/formats/import_report.h"

namespace anchor {

struct DetectedLabels;
/// Whether a file's beginning looks like it.
bool looksLikeCreateMl(const std::filesystem::path& file);
/// The same, of files that no other program's are.
std::optional<DetectedLabels> detectCreateMl(const std::filesystem::path& file);

/// Reads one file. `image` or `imagefilename`, `annotations` or `annotation`; coordinates that are all at
/// most 1 are parts of the image's sides. Throws UserError, Cancelled.
ImportReport readCreateMl(const std::filesystem::path& file, const Progress& progress);

/// Writes images/ and SPLIT.createml.json; returns the image files in the order of the project's images
/// (relative, empty for one that is left out: the format cannot say "not labelled").
std::vector<std::string> fillCreateMl(const ProjectStore& project, const std::filesystem::path& folder,
                                      const ExportRule& rule, const Progress& progress);

}  // namespace anchor
