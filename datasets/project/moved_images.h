// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Images whose files were moved after they came into a project.
#include "datasets/project/project_store.h"

namespace anchor {

/// Images whose files are not where the project says.
std::vector<ImageEntry> missingImages(const ProjectStore& project, const Progress& progress);

struct FoundImage {
  int64_t image = 0;
  std::string path;  ///< as the project keeps paths, for ProjectEdit::relink
};

/// Looks for the files of missing images in a folder and below: by the longest end of the old path that is
/// there, then by a name that only one file has, both with the same width and height, then by content. A file
/// that another image of the project has is not taken. Throws Cancelled.
std::vector<FoundImage> findMovedImages(const ProjectStore& project, const std::filesystem::path& folder,
                                        const Progress& progress);

/// Relative when the file lies below the project's folder, else absolute.
std::string keptPath(const std::filesystem::path& projectFolder, const std::filesystem::path& file);

}  // namespace anchor
