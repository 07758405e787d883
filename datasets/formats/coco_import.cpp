// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "datasets/cancelled.h"
#include "datasets/formats/coco.h"
#include "datasets/formats/coco_file.h"
#include "datasets/formats/foreign_labels.h"
#include "datasets/formats/guarded_text.h"
#include "datasets/formats/image_locator.h"
#include "datasets/formats/label_format.h"
#include "datasets/formats/label_places.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

/// A COCO file names images and annotations.
bool looksLikeCoco(const fs::path& file) {
  const std::string head = fileHead(file);
  if (!head.starts_with('{') || foreignLabels(file, head)) return false;
  return std::ranges::any_of(
      std::initializer_list<const char*>{"\"images\"", "\"annotations\"", "\"categories\""},
      [&](const char* key) { return head.find(key) != std::string::npos; });
}

}  // namespace

std::optional<DetectedLabels> detectCoco(const fs::path& file) {
  if (!looksLikeCoco(file)) return std::nullopt;
  return DetectedLabels{LabelFormat::Coco, {file}, say("COCO: x, y, width, height from 0"), {}};
}

std::optional<DetectedLabels> detectCocoFolder(const fs::path& folder) {
  const LabelFormatRow& row = rowOf(LabelFormat::Coco);
  std::vector<fs::path> found;
  for (const fs::path& place : labelFolders(folder))
    for (const fs::path& file : filesIn(place))
      if (row.hasEnding(file) && looksLikeCoco(file)) found.push_back(file);
  if (found.empty()) return std::nullopt;
  std::sort(found.begin(), found.end());
  Message words = say("COCO: %1 files; x, y, width, height from 0", found.size());
  return DetectedLabels{LabelFormat::Coco, std::move(found), std::move(words), {}};
}

ImportReport readCoco(const fs::path& path, const fs::path& imageFolder, const Progress& progress) {
  GuardedJson bytes(path);
  std::istream stream(&bytes);
  CocoFile file = readCocoFile(stream, path.string(), [&] { return !progress || progress(0, 0); });
  const ImageLocator locator = ImageLocator::around(path, imageFolder);
  ImportReport report;
  report.ledger.file(path.string(), FileRole::Labels);
  const bool aboutBoxes = file.aboutBoxes();
  if (!aboutBoxes) {
    report.problems.push_back({path.string(), 0, say("contains no boxes"),
                               say("Its images were imported without changing any labels")});
    file.annotations = {};
  }
  const std::string split = splitOfLabelFile(path);
  for (size_t i = 0; i < file.images.size(); ++i) {
    if (progress && !progress(static_cast<int64_t>(i), static_cast<int64_t>(file.images.size())))
      throw Cancelled();
    const CocoImage& picture = file.images[i];
    const fs::path found = locator.find(picture.file, split);
    if (found.empty()) {
      report.problems.push_back(
          {path.string(), 0, say("its image %1 was not found", picture.file), say("It was left out")});
      continue;
    }
    auto image = describeImage(found, split, report);
    if (!image) continue;
    if (picture.width > 0 && (picture.width != image->width || picture.height != image->height))
      report.problems.push_back({path.string(), 0,
                                 say("%1 is listed as %2x%3, but the upright image is %4x%5", picture.file,
                                     picture.width, picture.height, image->width, image->height),
                                 say("The actual size of the image was used; check its boxes")});
    image->labelled = aboutBoxes;
    image->sourceId = picture.id;
    report.images.push_back(std::move(*image));
  }
  giveCocoBoxes(file, path.string(), report);
  report.settle();
  return report;
}

}  // namespace anchor
