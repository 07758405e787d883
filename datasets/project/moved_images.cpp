// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/project/moved_images.h"

#include <algorithm>
#include <set>

#include "datasets/cancelled.h"
#include "datasets/images/content_hash.h"
#include "datasets/images/image_file.h"
#include "datasets/images/image_reader.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

void go(const Progress& progress, size_t done, size_t all) {
  if (progress && !progress(static_cast<int64_t>(done), static_cast<int64_t>(all))) throw Cancelled();
}

bool sameSize(const ImageEntry& image, const fs::path& file) {
  try {
    const PictureSize size = imageSize(file);
    return size.width == image.width && size.height == image.height;
  } catch (const UserError&) {
    return false;
  }
}

/// The files of a folder that no image of the project has.
class Pool {
 public:
  Pool(const fs::path& folder, const ProjectStore& project) : m_folder(folder) {
    std::set<fs::path> taken;
    for (const ImageEntry& image : project.images()) taken.insert(project.absolutePath(image));
    for (fs::path& file : imagesBelow(folder))
      if (!taken.contains(file)) {
        m_byName.emplace(file.filename().string(), file);
        m_free.insert(std::move(file));
      }
  }
  [[nodiscard]] const std::set<fs::path>& free() const { return m_free; }
  void take(const fs::path& file) { m_free.erase(file); }
  /// By the longest end of its old path, then by its name. Empty when none fits.
  [[nodiscard]] fs::path byPath(const fs::path& old, const ImageEntry& image) const {
    for (auto start = old.begin(); start != old.end(); ++start) {
      fs::path end;
      for (auto part = start; part != old.end(); ++part) end /= *part;
      const fs::path file = m_folder / end;
      if (end.is_relative() && m_free.contains(file) && sameSize(image, file)) return file;
    }
    fs::path only;
    const auto [first, last] = m_byName.equal_range(old.filename().string());
    for (auto named = first; named != last; ++named) {
      if (!m_free.contains(named->second) || !sameSize(image, named->second)) continue;
      if (!only.empty()) return {};  // which of them, only the content says
      only = named->second;
    }
    return only;
  }

 private:
  fs::path m_folder;
  std::set<fs::path> m_free;
  std::multimap<std::string, fs::path> m_byName;
};

}  // namespace

std::vector<ImageEntry> missingImages(const ProjectStore& project, const Progress& progress) {
  std::vector<ImageEntry> missing;
  const std::vector<ImageEntry> images = project.images();
  for (size_t i = 0; i < images.size(); ++i) {
    if (i % 100 == 0) go(progress, i, images.size());
    std::error_code error;
    if (!fs::exists(project.absolutePath(images[i]), error)) missing.push_back(images[i]);
  }
  return missing;
}

std::string keptPath(const fs::path& projectFolder, const fs::path& file) {
  const fs::path path = file.lexically_normal();
  const fs::path relative = path.lexically_relative(projectFolder);
  const bool below = !relative.empty() && *relative.begin() != "..";
  return (below ? relative : path).generic_string();
}

std::vector<FoundImage> findMovedImages(const ProjectStore& project, const fs::path& folder,
                                        const Progress& progress) {
  std::vector<ImageEntry> missing = missingImages(project, progress);
  Pool pool(fs::absolute(folder).lexically_normal(), project);
  std::vector<FoundImage> found;
  const auto take = [&](const ImageEntry& image, const fs::path& file) {
    found.push_back({image.id, keptPath(project.folder(), file)});
    pool.take(file);
  };
  size_t done = 0;
  std::erase_if(missing, [&](const ImageEntry& image) {
    go(progress, done++, missing.size());
    const fs::path file = pool.byPath(project.absolutePath(image), image);
    if (!file.empty()) take(image, file);
    return !file.empty();
  });
  // What is left may have another name: every file that is left is read.
  std::multimap<std::string, ImageEntry> byHash;
  for (ImageEntry& image : missing)
    if (!image.hash.empty()) byHash.emplace(image.hash, std::move(image));
  const std::set<fs::path> rest = pool.free();
  done = 0;
  for (const fs::path& file : rest) {
    if (byHash.empty()) break;
    go(progress, done++, rest.size());
    try {
      const auto same = byHash.find(contentHash(file));
      if (same == byHash.end()) continue;
      take(same->second, file);
      byHash.erase(same);
    } catch (const UserError&) {
      continue;  // a file that cannot be read is none of those that are looked for
    }
  }
  return found;
}

}  // namespace anchor
