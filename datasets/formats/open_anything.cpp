// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/open_anything.h"

#include <algorithm>

#include "datasets/cancelled.h"
#include "datasets/formats/label_import.h"
#include "datasets/images/image_file.h"
#include "datasets/images/image_reader.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

fs::path cleaned(const fs::path& path) {
  fs::path place = fs::absolute(path).lexically_normal();
  return place.has_filename() ? place : place.parent_path();  // "cells/" is called cells
}

std::string nameOf(const fs::path& path) {
  return path.has_filename() ? path.filename().string() : path.string();
}

bool endsWith(const fs::path& file, std::initializer_list<const char*> endings) {
  const std::string own = lowerCase(file.extension().string());
  return std::ranges::any_of(endings, [&own](const char* ending) { return own == ending; });
}

Message imagesInWords(size_t count, const std::string& folder) {
  return count == 1 ? say("1 image in “%1”", folder) : say("%1 images in “%2”", count, folder);
}

Opened nothing(Problem why) {
  Opened opened;
  opened.words = why.file.empty() ? why.reason : say("“%1” %2", nameOf(why.file), why.reason);
  opened.why = std::move(why);
  return opened;
}

Opened ofFolder(const fs::path& folder) {
  Opened opened;
  opened.folder = folder;
  opened.images = imagesBelow(folder).size();
  opened.labels = detectLabels(folder);
  if (opened.labels) {
    opened.kind = OpenedKind::DataSet;
    opened.words =
        opened.images == 1
            ? say("%1 data set in “%2”, 1 image", rowOf(opened.labels->format).family, nameOf(folder))
            : say("%1 data set in “%2”, %3 images", rowOf(opened.labels->format).family, nameOf(folder),
                  opened.images);
    return opened;
  }
  if (opened.images > 0) {
    opened.kind = OpenedKind::Images;
    opened.words = imagesInWords(opened.images, nameOf(folder));
    return opened;
  }
  return nothing({folder.string(), 0, say("contains no images and no labels"),
                  say("Open a folder of .jpg, .png, .bmp, .tif or .webp images, a data set or a project")});
}

Opened ofFile(const fs::path& file) {
  Opened opened;
  opened.folder = file.parent_path();
  opened.files = {file};
  if (looksLikeImage(file)) {
    opened.kind = OpenedKind::Images;
    opened.images = 1;
    opened.words = say("Image “%1”", nameOf(file));
  } else if (endsWith(file, {".onnx"})) {
    opened.kind = OpenedKind::Onnx;
    opened.words = say("ONNX network “%1”", nameOf(file));
  } else if (endsWith(file, {".pth", ".pt", ".safetensors", ".caffemodel"})) {
    opened.kind = OpenedKind::Weights;
    opened.words = say("Weights “%1”", nameOf(file));
  } else if (auto labels = detectLabels(file)) {
    opened.kind = OpenedKind::LabelFile;
    opened.words = say("%1 label file “%2”", rowOf(labels->format).family, nameOf(file));
    opened.labels = std::move(labels);
  } else if (rowOf(LabelFormat::Csv).hasEnding(file)) {
    opened.kind = OpenedKind::LabelFile;  // its columns are asked for
    opened.words = say("Table “%1”", nameOf(file));
  } else {
    for (const LabelFormatRow& row : labelFormats())
      if (row.detectFile == nullptr && row.hasEnding(file) && row.isLabelFile(file))
        return nothing({file.string(), 0, say("contains the labels of a single image (%1)", row.family),
                        say("Open the folder with the images and their labels instead")});
    Problem why = notLabels(file);
    if (why.reason.format == "contains no readable labels")
      why = {file.string(), 0, say("is neither an image, labels, a project nor a network"),
             say("Open images, a folder of images, a data set or a project")};
    return nothing(std::move(why));
  }
  return opened;
}

Opened ofOne(const fs::path& path) {
  std::error_code error;
  if (const auto project = projectAt(path)) {
    Opened opened;
    opened.kind = OpenedKind::Project;
    opened.folder = *project;
    opened.words = say("Project “%1”", nameOf(*project));
    return opened;
  }
  if (fs::is_directory(path, error)) return ofFolder(path);
  if (const Message unreadable = whyUnreadable(path); !unreadable.empty())
    return nothing({path.string(), 0, unreadable, say("Check the path and its permissions")});
  return ofFile(path);
}

fs::path commonFolder(fs::path a, const fs::path& b) {
  while (std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first != a.end()) a = a.parent_path();
  return a;
}

/// Image files and folders of nothing but images, together.
Opened ofSeveral(const std::vector<fs::path>& paths, const Progress& progress) {
  Opened all;
  all.kind = OpenedKind::Images;
  for (size_t i = 0; i < paths.size(); ++i) {
    if (progress && !progress(static_cast<int64_t>(i), static_cast<int64_t>(paths.size()))) throw Cancelled();
    const Opened one = ofOne(paths[i]);
    if (one.kind == OpenedKind::Nothing) return one;
    if (one.kind != OpenedKind::Images)
      return nothing({paths[i].string(), 0, say("is more than images: %1", one.words),
                      say("Open it alone; only images can be opened together")});
    if (one.files.empty())
      std::ranges::move(imagesBelow(one.folder), std::back_inserter(all.files));
    else
      all.files.push_back(one.files.front());
    all.folder = all.folder.empty() ? one.folder : commonFolder(all.folder, one.folder);
  }
  std::ranges::sort(all.files);
  all.files.erase(std::unique(all.files.begin(), all.files.end()), all.files.end());
  all.images = all.files.size();
  all.words = imagesInWords(all.images, nameOf(all.folder));
  return all;
}

std::string projectName(const fs::path& home) {
  return (home.has_filename() ? home.filename().string() : "images") + "-anchor";
}

bool wasImportedInto(const fs::path& project, const fs::path& source) {
  try {
    const auto imports = ProjectStore::open(project)->imports();
    return std::ranges::any_of(imports,
                               [&](const ImportRecord& import) { return cleaned(import.source) == source; });
  } catch (const std::exception&) {
    return false;  // a broken one; opening it by hand says why
  }
}

}  // namespace

std::optional<fs::path> projectAt(const fs::path& path) {
  const fs::path place = cleaned(path);
  std::error_code error;
  if (fs::is_directory(place, error))
    return ProjectStore::isProject(place) ? std::optional(place) : std::nullopt;
  const fs::path folder = place.parent_path();
  return place.extension() == ".anchor" && ProjectStore::isProject(folder) ? std::optional(folder)
                                                                           : std::nullopt;
}

Opened whatIs(const std::vector<fs::path>& paths, const Progress& progress) {
  std::vector<fs::path> places;
  for (const fs::path& path : paths) places.push_back(cleaned(path));
  return places.size() == 1 ? ofOne(places.front()) : ofSeveral(places, progress);
}

std::optional<fs::path> projectMadeFor(const fs::path& opened, const fs::path& folder,
                                       const fs::path& documents) {
  const fs::path home = cleaned(folder);
  const fs::path wanted = cleaned(opened);
  const std::string name = projectName(home);
  for (const fs::path& around : {home.parent_path(), documents}) {
    std::error_code error;
    fs::path place = around / name;
    for (int i = 2; fs::exists(place, error); ++i) {
      if (ProjectStore::isProject(place) && wasImportedInto(place, wanted)) return place;
      place = around / (name + "-" + std::to_string(i));
    }
  }
  return std::nullopt;
}

std::vector<fs::path> placesForProject(const fs::path& folder, const fs::path& documents) {
  const fs::path home = cleaned(folder);
  const std::string name = projectName(home);
  std::vector<fs::path> places;
  for (const fs::path& around : {home.parent_path(), documents}) {
    std::error_code error;
    fs::path place = around / name;
    for (int i = 2; fs::exists(place, error); ++i) place = around / (name + "-" + std::to_string(i));
    places.push_back(place);
  }
  return places;
}

std::unique_ptr<ProjectStore> createProjectIn(const std::vector<fs::path>& places) {
  for (size_t i = 0; i + 1 < places.size(); ++i) {
    try {
      return ProjectStore::create(places[i]);
    } catch (const UserError&) {
      // A folder that may only be read; the next place is there for that.
    }
  }
  return ProjectStore::create(places.back());
}

}  // namespace anchor
