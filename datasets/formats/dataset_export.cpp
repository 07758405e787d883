// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/dataset_export.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "datasets/formats/export_walk.h"
#include "datasets/formats/label_import.h"
#include "datasets/project/damaged_project.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void refuse(const fs::path& folder, const Message& what) {
  throw UserError({folder.string(), 0, say("the export was read back and differs: %1", what),
                   say("Nothing was saved; please report this")});
}

/// Names as an import keeps them: without the spaces around them.
std::string trimmedName(const std::string& name) {
  constexpr const char* blanks = " \t\r\n";
  const size_t first = name.find_first_not_of(blanks);
  return first == std::string::npos ? std::string()
                                    : name.substr(first, name.find_last_not_of(blanks) - first + 1);
}

/// What came back of one image, beside the project's.
struct Compared {
  Message difference;  ///< empty when nothing of weight differs
  double largestError = 0;
  int64_t flagsLost = 0;
};

Compared compareBoxes(const std::vector<LabelBox>& own, const std::vector<ImportedBox>& other,
                      const std::map<int64_t, std::string>& classes, const std::string& name) {
  Compared result;
  if (own.size() != other.size()) {
    result.difference = say("%1 has %2 boxes, but %3 were read back", name, own.size(), other.size());
    return result;
  }
  for (size_t b = 0; b < own.size(); ++b) {  // every format keeps their order
    const LabelBox& x = own[b];
    const LabelBox& y = other[b].box;
    if (trimmedName(ofItsClass(classes, x)) != other[b].className) {
      result.difference = say("a class in %1 has changed", name);
      return result;
    }
    for (const double gap : {x.x1 - y.x1, x.y1 - y.y1, x.x2 - y.x2, x.y2 - y.y2})
      result.largestError = std::max(result.largestError, std::abs(gap));
    const bool kept = x.difficult == y.difficult && x.truncated == y.truncated && x.occluded == y.occluded &&
                      x.crowd == y.crowd && x.pose == y.pose && x.attributes == y.attributes;
    result.flagsLost += kept ? 0 : 1;
  }
  constexpr double most = 0.01;
  if (result.largestError > most)
    result.difference = say("coordinates have moved by %1 pixels", std::to_string(result.largestError));
  return result;
}

Compared compareImage(const ProjectStore& project, const ImageEntry& image, const ImportedImage* back,
                      const std::map<int64_t, std::string>& classes, const std::string& name) {
  const bool labelled = image.state != ImageState::Unlabelled;
  if (back == nullptr) return {say("%1 is missing", name)};
  if (back->labelled != labelled) return {say("%1 is labelled in only one of them", name)};
  if (back->split != image.split) return {say("the split of %1 has changed", name)};
  return compareBoxes(project.boxes(image.id), back->boxes, classes, name);
}

/// An export that was read back: what is equal, and the images that are not.
struct ReadBack {
  ExportCertificate certificate;
  std::set<int64_t> odd;
};

/// Reads the staged export with the importer and compares it with the project. `names` are the images' files.
ReadBack compared(LabelFormat format, const ProjectStore& project, const fs::path& staging,
                  const std::vector<std::string>& names, const std::set<int64_t>& leftOut,
                  const Progress& progress) {
  const bool any = std::ranges::any_of(names, [](const std::string& name) { return !name.empty(); });
  const auto labels = any ? detectLabels(staging) : std::nullopt;
  if (labels && labels->format != format) refuse(staging, say("it is assumed to be %1", labels->words));
  const ImportReport back = labels ? importLabels(*labels, progress) : ImportReport{};
  std::map<std::string, const ImportedImage*> byFile;
  for (const ImportedImage& image : back.images)
    byFile[fs::path(image.path).lexically_relative(fs::absolute(staging)).generic_string()] = &image;
  const auto classes = classNames(project);
  ReadBack result;
  ExportCertificate& certificate = result.certificate;
  for (const auto& [id, name] : classes) certificate.trimmed += name == trimmedName(name) ? 0 : 1;
  const auto images = project.images();
  for (size_t i = 0; i < images.size(); ++i) {
    if (leftOut.contains(images[i].id)) continue;
    if (names[i].empty()) {
      ++(images[i].trouble.empty() ? certificate.leftOut : certificate.locked);
      continue;
    }
    const auto found = byFile.find(names[i]);
    const Compared image =
        compareImage(project, images[i], found == byFile.end() ? nullptr : found->second, classes, names[i]);
    if (!image.difference.empty()) {
      if (certificate.oddExample.empty()) certificate.oddExample = image.difference;
      result.odd.insert(images[i].id);
      continue;
    }
    certificate.largestError = std::max(certificate.largestError, image.largestError);
    certificate.flagsLost += image.flagsLost;
    ++certificate.images;
    certificate.boxes += images[i].boxes;
  }
  return result;
}

}  // namespace

std::string ExportCertificate::text() const {
  std::string words = std::to_string(images) + " images with " + std::to_string(boxes) +
                      " boxes were read back; the largest difference of a coordinate is " +
                      std::to_string(largestError) + " pixels.";
  if (leftOut > 0) words += " Left out, because not labelled yet: " + std::to_string(leftOut) + " images.";
  if (locked > 0)
    words += " Left out, because their labels could not be read: " + std::to_string(locked) + " images.";
  if (odd > 0)
    words += " Left out, because they did not come back equal: " + std::to_string(odd) + " images (" +
             oddExample.english() + ").";
  if (trimmed > 0)
    words += " Spaces around the names of " + std::to_string(trimmed) + " classes were taken off.";
  if (flagsLost > 0)
    words += " Flags that the format does not hold were lost on " + std::to_string(flagsLost) + " boxes.";
  return words;
}

namespace {

/// Fills the staging folder and reads it back. An image whose names no format can hold is left out of a
/// second filling, and the rest is there: one odd name is no reason for no export.
ExportCertificate staged(LabelFormat format, const ProjectStore& project, const fs::path& staging,
                         ExportRule rule, const Progress& progress) {
  constexpr int mostRounds = 3;
  Message example;
  for (int round = 1;; ++round) {
    std::error_code ignored;
    fs::remove_all(staging, ignored);
    const auto names = rowOf(format).write(project, staging, rule, progress);
    ReadBack back = compared(format, project, staging, names, rule.leftOut, progress);
    if (example.empty()) example = back.certificate.oddExample;
    if (back.odd.empty()) {
      back.certificate.odd = std::ssize(rule.leftOut);
      back.certificate.oddExample = example;
      return back.certificate;
    }
    // Where nothing comes back the fault is not in a name.
    if (back.certificate.images == 0 || round == mostRounds) refuse(staging, example);
    rule.leftOut.merge(back.odd);
  }
}

}  // namespace

ExportCertificate exportDataset(LabelFormat format, const ProjectStore& project, const fs::path& folder,
                                const Progress& progress, const ExportRule& rule) {
  const fs::path target = fs::absolute(folder).lexically_normal();
  if (fs::exists(target) && !fs::is_empty(target))
    throw UserError({target.string(), 0, say("the folder is not empty"), say("Choose a new folder")});
  const fs::path staging = target.string() + ".part";
  std::error_code ignored;
  try {
    const ExportCertificate certificate = staged(format, project, staging, rule, progress);
    writeWholeFile(staging / "certificate.txt", certificate.text() + "\n");
    fs::remove(target);
    fs::rename(staging, target);
    return certificate;
  } catch (const fs::filesystem_error& error) {
    fs::remove_all(staging, ignored);
    throw UserError({target.string(), 0, say("the export failed: %1", error.what()),
                     say("Check free space and permissions")});
  } catch (...) {
    fs::remove_all(staging, ignored);
    throw;
  }
}

}  // namespace anchor
