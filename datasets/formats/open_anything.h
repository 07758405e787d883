// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What files and folders are that a person dropped, chose or named on the command line, before anything is
// done with them.
#include <filesystem>
#include <optional>
#include <vector>

#include "datasets/formats/label_format.h"

namespace anchor {

enum class OpenedKind { Project, Images, DataSet, LabelFile, Weights, Onnx, Nothing };

struct Opened {
  OpenedKind kind = OpenedKind::Nothing;
  /// Of a project, of a data set or of images; where a single file lies.
  std::filesystem::path folder;
  /// Weights, network, labels; or image files that were named one by one (empty: all of the folder's).
  std::vector<std::filesystem::path> files;
  std::optional<DetectedLabels>
      labels;         ///< of a data set or a label file; a table may have to be asked about
  size_t images = 0;  ///< how many there are
  Message words;      ///< for a person: "Pascal VOC data set in \"cells\", 364 images"
  Problem why;        ///< of Nothing
};

/// Judges by content where a name alone does not say it. `paths` is not empty. Throws Cancelled.
Opened whatIs(const std::vector<std::filesystem::path>& paths, const Progress& progress);

/// The folder of the project when `path` is one, or its project.anchor; quick.
std::optional<std::filesystem::path> projectAt(const std::filesystem::path& path);

/// Where a new project for images in `folder` may be made, the best place first: beside the folder, then in
/// `documents`. None of them exists yet.
std::vector<std::filesystem::path> placesForProject(const std::filesystem::path& folder,
                                                    const std::filesystem::path& documents);

/// The project that was made beside `folder`, or in `documents`, when this folder, this data set or this
/// label file was opened before.
std::optional<std::filesystem::path> projectMadeFor(const std::filesystem::path& opened,
                                                    const std::filesystem::path& folder,
                                                    const std::filesystem::path& documents);

/// An empty project in the first of these places where one can be made. Throws UserError with the reason of
/// the last.
std::unique_ptr<ProjectStore> createProjectIn(const std::vector<std::filesystem::path>& places);

}  // namespace anchor
