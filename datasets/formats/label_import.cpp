// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/label_import.h"

#include "datasets/formats/foreign_labels.h"
#include "datasets/formats/label_places.h"
#include "datasets/formats/other_files.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

std::optional<DetectedLabels> detectFile(const fs::path& path) {
  for (const LabelFormatRow& row : labelFormats())
    if (row.detectFile != nullptr && row.hasEnding(path))
      if (auto found = row.detectFile(path)) return found;
  return std::nullopt;
}

/// The files of the first format that one of them fits.
std::optional<DetectedLabels> detectFilesIn(const fs::path& folder) {
  std::optional<DetectedLabels> all;
  for (const fs::path& place : labelFolders(folder))
    for (const fs::path& file : filesIn(place)) {
      auto one = fs::is_regular_file(file) ? detectFile(file) : std::nullopt;
      if (!one) continue;
      if (!all)
        all = std::move(one);
      else if (all->format == one->format)
        all->sources.push_back(file);
    }
  return all;
}

std::optional<DetectedLabels> detectFolder(const fs::path& path) {
  std::vector<const LabelFormatRow*> late;
  for (const LabelFormatRow& row : labelFormats()) {
    if (row.detectFolder == nullptr) continue;
    if (row.otherFirst != nullptr && row.otherFirst(path))
      late.push_back(&row);
    else if (auto found = row.detectFolder(path))
      return found;
  }
  for (const LabelFormatRow* row : late)
    if (auto found = row->detectFolder(path)) return found;
  return detectFilesIn(path);
}

/// For a file that only looks like one of a format's.
std::optional<Problem> whyNot(const fs::path& file) {
  for (const LabelFormatRow& row : labelFormats())
    if (row.whyNot != nullptr && row.hasEnding(file)) return row.whyNot(file);
  return std::nullopt;
}

std::optional<Problem> whyNotBelow(const fs::path& folder) {
  std::error_code error;
  for (const fs::path& place : labelFolders(folder))
    for (const fs::path& file : filesIn(place))
      if (fs::is_regular_file(file, error))
        if (auto why = whyNot(file)) return why;
  return std::nullopt;
}

/// "Known are A, B and C".
Message knownFormats() {
  const auto families = familiesOf([](const LabelFormatRow&) { return true; });
  Message list = families.front();
  for (size_t i = 1; i < families.size(); ++i)
    list = i + 1 == families.size() ? say("%1 and %2", list, families[i]) : say("%1, %2", list, families[i]);
  return say("Known: %1", list);
}

}  // namespace

std::optional<DetectedLabels> detectLabels(const fs::path& path) {
  auto found = fs::is_regular_file(path) ? detectFile(path) : detectFolder(path);
  if (found) found->root = path;
  return found;
}

Problem notLabels(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error))
    return {path.string(), 0, say("was not found"), say("Check the path and permissions")};
  const bool folder = fs::is_directory(path, error);
  // Of a folder the first file that somebody may have meant is named.
  if (auto foreign = folder ? firstForeignLabels(path) : foreignLabels(path)) return *foreign;
  if (auto why = folder ? whyNotBelow(path) : whyNot(path)) return *why;
  return {path.string(), 0, say("contains no readable labels"), knownFormats()};
}

bool countsPixelsEitherWay(const DetectedLabels& labels) {
  const auto counts = rowOf(labels.format).countsEitherWay;
  return counts != nullptr && counts(labels);
}

DetectedLabels countedFrom(int pixelsFrom, const DetectedLabels& labels) {
  DetectedLabels counted = labels;
  counted.pixelsFrom = pixelsFrom;
  if (const auto words = rowOf(labels.format).wordsOfChoice) counted.words = words(pixelsFrom);
  return counted;
}

ImportReport importLabels(const DetectedLabels& labels, const Progress& progress) {
  if (labels.pixelsFrom && !countsPixelsEitherWay(labels))
    throw UserError(
        {labels.root.string(), 0, say("has only one way of counting pixels"),
         say("Omit the option; it applies only to Pascal VOC and to tables of corners in pixels")});
  ImportReport all;
  bool any = false;
  for (const fs::path& source : labels.sources) {
    const fs::path place = fs::absolute(source).lexically_normal();
    try {
      all.absorb(rowOf(labels.format).read(labels, place, progress));
      any = true;
    } catch (const UserError& error) {
      // One of several files that cannot be read is named; the others are good.
      all.problems.push_back(error.problem());
      all.ledger.passOver(place.string(), FileRole::Labels, error.problem().reason);
    }
  }
  if (!any && !all.problems.empty()) throw UserError(all.problems.front());
  all.settle();
  nameOtherFiles(all, fs::absolute(labels.root).lexically_normal());
  return all;
}

}  // namespace anchor
