// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/export_walk.h"

#include <fstream>

#include "datasets/cancelled.h"
#include "datasets/images/content_hash.h"
#include "datasets/images/image_reader.h"
#include "datasets/plain_text.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

void copyLabelledImage(const ProjectStore& project, const ImageEntry& image, const fs::path& target,
                       const ExportRule& rule) {
  const fs::path source = project.absolutePath(image);
  if (!image.hash.empty() && contentHash(source) != image.hash)
    throw UserError({source.string(), 0, say("the image is not the one that was labelled"),
                     say("Restore the original, or remove the image from the project")});
  fs::create_directories(target.parent_path());
  if (rule.turnUpright && storedOrientation(source) > 1)
    writeUpright(source, target);
  else
    fs::copy_file(source, target);
}

/// Names that label files beside the images, or in their folders' order, must not have: readers take them for
/// lists of images or of classes; and Windows has no files of the others.
bool isReserved(const std::string& stem) {
  static const std::set<std::string> names{"classes", "labels", "train", "valid", "val",
                                           "test",    "con",    "prn",   "aux",   "nul"};
  const std::string lower = lowerCase(stem);
  const bool port = lower.size() == 4 && (lower.starts_with("com") || lower.starts_with("lpt")) &&
                    lower[3] >= '0' && lower[3] <= '9';
  return port || names.contains(lower);
}

/// A name that stands in a list, one a line, and in a path that every program reads alike: no line ends and
/// other control characters, no backslash, no blanks at the ends, not too long to get another ending or
/// number.
std::string plainStem(std::string stem) {
  constexpr size_t longest = 200;
  if (stem.size() > longest) {
    size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(stem[end]) & 0xC0) == 0x80)
      --end;  // whole letters of UTF-8
    stem.resize(end);
  }
  for (char& c : stem)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\') c = '_';
  if (!stem.empty() && stem.front() == ' ') stem.front() = '_';
  if (!stem.empty() && stem.back() == ' ') stem.back() = '_';
  return isReserved(stem) ? stem + "_" : stem;
}

}  // namespace

std::string FileNames::free(const fs::path& image, bool byStem) {
  const std::string plain = plainStem(image.stem().string());
  std::string stem = plain;
  const std::string extension = image.extension().string();
  for (int number = 2; !m_taken.insert(lowerCase(byStem ? stem : stem + extension)).second; ++number)
    stem = plain + "_" + std::to_string(number);
  return stem + extension;
}

std::string FileNames::free(const fs::path& image) { return free(image, false); }
std::string FileNames::freeStem(const fs::path& image) { return free(image, true); }

std::vector<std::string> exportImages(const ProjectStore& project, const fs::path& folder,
                                      const ImageLayout& layout, const ExportRule& rule,
                                      const Progress& progress,
                                      const std::function<void(const ImageEntry&, const fs::path&)>& visit) {
  FileNames names;
  std::vector<std::string> paths;
  const auto images = project.images();
  for (const ImageEntry& image : images) {
    if (progress && !progress(static_cast<int64_t>(paths.size()), static_cast<int64_t>(images.size())))
      throw Cancelled();
    const bool unlabelled = image.state == ImageState::Unlabelled && !layout.unlabelledToo;
    if (unlabelled || !image.trouble.empty() || rule.leftOut.contains(image.id)) {
      paths.emplace_back();
      continue;
    }
    const fs::path path = fs::path(layout.folder(image)) /
                          (layout.namedByStem ? names.freeStem(image.path) : names.free(image.path));
    copyLabelledImage(project, image, folder / path, rule);
    visit(image, path);
    paths.push_back(path.generic_string());
  }
  return paths;
}

std::map<int64_t, std::string> classNames(const ProjectStore& project) {
  std::map<int64_t, std::string> names;
  for (const LabelClass& c : project.classes()) names[c.id] = c.name;
  return names;
}

void writeWholeFile(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  if (!stream.flush())
    throw UserError({file.string(), 0, say("cannot be written"), say("Check free space and permissions")});
}

}  // namespace anchor
