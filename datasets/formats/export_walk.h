// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>
#include <map>
#include <set>

#include "datasets/formats/import_report.h"
#include "datasets/project/project_store.h"

namespace anchor {

/// Names for the files of an export: what lists and other programs stumble over is replaced, and a number is
/// added when two images share a name, also when only upper and lower case differ.
class FileNames {
 public:
  std::string free(const std::filesystem::path& image);
  /// The same for formats whose label files are named by the image's name without extension.
  std::string freeStem(const std::filesystem::path& image);

 private:
  std::string free(const std::filesystem::path& image, bool byStem);
  std::set<std::string> m_taken;
};

/// How a format lays out its images.
struct ImageLayout {
  std::function<std::string(const ImageEntry&)> folder;  ///< below the export, as images/train
  bool namedByStem = false;                              ///< label files carry the image's name
  bool unlabelledToo = false;                            ///< the format can say "not labelled"
};

/// Copies the project's images into an export, in their order, and calls `visit` with each and its new path
/// (relative to the export). An image whose file is not the one that was labelled is refused. Returns the
/// paths; empty for an image that was left out because it is not labelled or its labels could not be read.
/// Throws UserError, Cancelled, std::filesystem::filesystem_error.
std::vector<std::string> exportImages(
    const ProjectStore& project, const std::filesystem::path& folder, const ImageLayout& layout,
    const ExportRule& rule, const Progress& progress,
    const std::function<void(const ImageEntry&, const std::filesystem::path&)>& visit);

/// The classes' names by their ids.
std::map<int64_t, std::string> classNames(const ProjectStore& project);

/// Writes a whole file, with its folder when that is missing. Throws UserError.
void writeWholeFile(const std::filesystem::path& file, const std::string& text);

}  // namespace anchor
