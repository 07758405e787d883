// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Pascal VOC trees: JPEGImages, Annotations, ImageSets/Main. Coordinates are 1-based and inclusive in the
// standard: x1 = xmin - 1, x2 = xmax in the project's half-open boxes.

#include <optional>

#include "datasets/formats/import_report.h"

namespace anchor {

/// Reads a tree. `folder` holds Annotations (or annotations) and JPEGImages (or images). Lists in
/// ImageSets/Main name the splits: train.txt, val.txt, test.txt; without them split stays empty. Problems are
/// listed, the rest is read. The dialect is found out from all files; tags of an object that are not VOC's
/// become attributes. An image whose file cannot be read is marked as trouble. XML is read without entities,
/// at most 64 MB a file. File names must stay inside the folder. Throws UserError when the folder is no
/// VOC tree, Cancelled when progress says so.
/// `pixelsFrom`, 0 or 1, is what a person says of the counting.
ImportReport readVoc(const std::filesystem::path& folder, const Progress& progress,
                     std::optional<int> pixelsFrom = {});
/// How a tree counts pixels.
enum class VocDialect {
  FromOne,   ///< the standard: 1 is the first pixel, both ends counted
  FromZero,  ///< half-open from 0, as CVAT and others write: some corner is 0 or has a fraction
};
struct VocCounting {
  VocDialect dialect = VocDialect::FromOne;
  Message words;  ///< with the evidence, for a person
};
VocCounting vocCountingOf(const std::filesystem::path& folder);
/// What a person said: 0 or 1.
VocCounting vocCountingChosen(int pixelsFrom);
bool looksLikeVoc(const std::filesystem::path& folder);
struct DetectedLabels;
std::optional<DetectedLabels> detectVoc(const std::filesystem::path& folder);
/// A stray annotation among many label files in text makes no VOC tree.
bool textsOutnumberVoc(const std::filesystem::path& folder);
/// Whether an XML file is one of VOC's.
bool isVocAnnotation(const std::filesystem::path& file);

/// All images below a folder, in the order of their paths, unlabelled.
ImportReport readImageFolder(const std::filesystem::path& folder, const Progress& progress);
/// These images, unlabelled.
ImportReport readImageFiles(const std::vector<std::filesystem::path>& files, const Progress& progress);

/// Writes a tree into an empty folder: images copied bit for bit; whole pixels in the
/// standard's dialect, FromZero when any box has a fraction;
/// returns the image files in the order of the project's images. exportDataset stages, checks and publishes
/// it.
std::vector<std::string> fillVoc(const ProjectStore& project, const std::filesystem::path& folder,
                                 const ExportRule& rule, const Progress& progress);

}  // namespace anchor
