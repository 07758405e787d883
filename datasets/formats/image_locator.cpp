// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/image_locator.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "datasets/images/content_hash.h"
#include "datasets/images/image_reader.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace fs = std::filesystem;

namespace {

/// No link inside the folder leads out of it. The folder itself may be a link: a person or a fixed name chose
/// it.
bool liesBelow(const fs::path& folder, const fs::path& wanted) {
  std::error_code error;
  fs::path at = folder;
  bool linked = false;
  for (const fs::path& part : wanted) {
    at /= part;
    linked = linked || fs::is_symlink(at, error);
  }
  if (!linked) return true;
  const fs::path real = fs::canonical(at, error).lexically_relative(fs::canonical(folder, error));
  return !error && !real.empty() && *real.begin() != "..";
}

/// Folders that only say "here are pictures": a path through them names no other place.
bool isPictureFolder(const std::string& name) {
  static const std::set<std::string> names{".",    "images",     "image",  "imgs",          "img",
                                           "data", "jpegimages", "photos", "obj_train_data"};
  return names.contains(lowerCase(name));
}

/// Folders that data sets keep their label files in, beside those of the images.
bool isLabelFolder(const std::string& name) {
  static const std::set<std::string> names{"annotations", "annotation", "annots", "labels", "label",
                                           "json",        "xml",        "xmls",   "coco",   "csv"};
  return names.contains(lowerCase(name));
}

std::vector<fs::path> foldersIn(const fs::path& folder) {
  constexpr size_t most = 1000;
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (found.size() == most) break;
    const std::string name = entry.path().filename().string();
    // A link counts where a fixed name stands behind it, as train2017: else it leads who knows where.
    const bool leadsAway = entry.is_symlink(error) && splitNamedIn(name).empty();
    if (entry.is_directory(error) && !name.starts_with('.') && !leadsAway) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// What a label file calls an image, as folders and a name that can be looked for.
struct NamedPath {
  fs::path relative;
  bool elsewhere = false;  ///< a path of another machine, or out of the folder: its beginning says nothing
};

NamedPath namedPath(std::string name) {
  std::replace(name.begin(), name.end(), '\\', '/');
  NamedPath out;
  if (const size_t scheme = name.find("://"); scheme != std::string::npos) {
    name.erase(0, scheme + 3);
    out.elsewhere = true;
  }
  if (name.size() > 2 && name[1] == ':' && name[2] == '/') {
    name.erase(0, 3);
    out.elsewhere = true;
  }
  fs::path path = fs::path(name).lexically_normal();
  out.elsewhere = out.elsewhere || path.is_absolute();
  path = path.relative_path();
  while (!path.empty() && *path.begin() == "..") {
    path = path.lexically_relative("..");
    out.elsewhere = true;
  }
  out.relative = path;
  return out;
}

/// The path without its first folder; empty when it has none.
fs::path withoutFirst(const fs::path& path) {
  fs::path rest;
  for (auto part = std::next(path.begin()); part != path.end(); ++part) rest /= *part;
  return rest;
}

}  // namespace

ImageLocator ImageLocator::around(const fs::path& labelFile, const fs::path& chosen) {
  std::vector<fs::path> folders;
  if (!chosen.empty()) folders.push_back(chosen);
  const fs::path home = fs::absolute(labelFile).lexically_normal().parent_path();
  const auto add = [&](const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error) && std::ranges::find(folders, folder) == folders.end())
      folders.push_back(folder);
  };
  for (const fs::path& base : {home, home.parent_path()}) {
    // One folder up itself belongs to the data set only where the own one holds nothing but its labels.
    if (base == home || isLabelFolder(home.filename().string())) add(base);
    for (const char* name : {"images", "JPEGImages", "Images"}) add(base / name);
  }
  for (const fs::path& folder : foldersIn(home)) add(folder);
  for (const fs::path& base : {home, home.parent_path()})
    for (const char* name : {"images", "JPEGImages", "Images"})
      for (const fs::path& folder : foldersIn(base / name)) add(folder);
  // Beside the label file's own folder only what is called as pictures are: the rest is somebody else's.
  for (const fs::path& folder : foldersIn(home.parent_path()))
    if (!splitNamedIn(folder.filename().string()).empty() || fs::exists(folder / "JPEGImages")) {
      add(folder);
      add(folder / "images");
      add(folder / "JPEGImages");
    }
  ImageLocator locator(std::move(folders));
  locator.m_home = home;
  return locator;
}

fs::path ImageLocator::find(const std::string& name, const std::string& split) const {
  const NamedPath named = namedPath(name);
  if (named.relative.empty() || named.relative == "." || named.relative.filename().empty()) return {};
  fs::path wanted = named.relative;
  for (;;) {
    const bool bare = !wanted.has_parent_path();
    if (bare && named.elsewhere && hasFolder(named.relative.parent_path().filename())) return {};
    if (const fs::path found = among(wanted, split); !found.empty()) return found;
    if (bare || (!named.elsewhere && !isPictureFolder(wanted.begin()->string()))) return onlyOneBelow(wanted);
    wanted = withoutFirst(wanted);
  }
}

fs::path ImageLocator::findStem(const std::string& name, const std::string& split) const {
  fs::path only;
  if (looksLikeImage(name)) return only;
  for (const char* ending : {".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp"}) {
    const fs::path found = find(name + ending, split);
    if (found.empty() || found == only) continue;
    if (!only.empty()) return {};
    only = found;
  }
  return only;
}

bool ImageLocator::hasFolder(const fs::path& name) const {
  std::error_code error;
  return !name.empty() && !isPictureFolder(name.string()) &&
         std::ranges::any_of(m_folders,
                             [&](const fs::path& folder) { return fs::is_directory(folder / name, error); });
}

fs::path ImageLocator::onlyOneBelow(const fs::path& wanted) const {
  if (m_home.empty()) return {};
  if (!m_below) {
    constexpr size_t most = 500'000;  // somebody's whole disk is not searched
    m_below.emplace();
    std::error_code error;
    const auto options = fs::directory_options::skip_permission_denied;
    for (auto entry = fs::recursive_directory_iterator(m_home, options, error);
         entry != fs::recursive_directory_iterator() && m_below->size() < most; entry.increment(error))
      if (entry->is_regular_file(error) && !entry->is_symlink(error) && looksLikeImage(entry->path()))
        m_below->emplace(lowerCase(entry->path().filename().string()), entry->path());
  }
  const std::string end = lowerCase("/" + wanted.generic_string());
  fs::path only;
  const auto [first, last] = m_below->equal_range(lowerCase(wanted.filename().string()));
  for (auto at = first; at != last; ++at) {
    if (!lowerCase(at->second.generic_string()).ends_with(end)) continue;
    if (!only.empty()) return {};
    only = at->second;
  }
  return only;
}

fs::path ImageLocator::among(const fs::path& wanted, const std::string& split) const {
  std::vector<fs::path> found;
  for (const bool anyCase : {false, true}) {
    for (const fs::path& folder : m_folders) {
      const fs::path file = anyCase ? inAnyCase(folder / wanted) : folder / wanted;
      std::error_code error;
      if (file.empty() || !fs::is_regular_file(file, error)) continue;
      if (liesBelow(folder, file.lexically_relative(folder)) && std::ranges::find(found, file) == found.end())
        found.push_back(file);
    }
    if (!found.empty()) break;
  }
  if (found.size() < 2) return found.empty() ? fs::path() : found.front();
  // The same name in several folders: the split's own folder, else the one nearest to the label file, but
  // never that of another split.
  const auto folderSplit = [](const fs::path& file) {
    const fs::path folder = file.parent_path();
    std::string own = splitNamedIn(folder.filename().string());
    return own.empty() ? splitNamedIn(folder.parent_path().filename().string()) : own;
  };
  if (!split.empty())
    for (const fs::path& file : found)
      if (folderSplit(file) == split) return file;
  return folderSplit(found.front()).empty() ? found.front() : fs::path();
}

fs::path ImageLocator::inAnyCase(const fs::path& file) const {
  const auto [known, fresh] = m_lowered.try_emplace(file.parent_path().string());
  if (fresh) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(file.parent_path(), error)) {
      const auto [other, first] =
          known->second.emplace(lowerCase(entry.path().filename().string()), entry.path());
      if (!first) other->second.clear();  // two files that differ in case alone
    }
  }
  const auto found = known->second.find(lowerCase(file.filename().string()));
  return found == known->second.end() ? fs::path() : found->second;
}

std::optional<ImportedImage> describeImage(const fs::path& path, const std::string& split,
                                           ImportReport& report) {
  const std::string absolute = fs::absolute(path).lexically_normal().string();
  if (lineNotUtf8(absolute) != 0) {
    report.refuseFile(FileRole::Image, {absolute, 0, say("has a name that is not UTF-8"),
                                        say("It was left out; rename it and import again")});
    return std::nullopt;
  }
  try {
    const PictureSize size = imageSize(path);
    ImportedImage image{absolute, size.width, size.height, split, contentHash(path), false, {}};
    report.ledger.file(absolute, FileRole::Image);
    return image;
  } catch (const UserError& failure) {
    Problem problem = failure.problem();
    problem.file = absolute;
    report.refuseFile(FileRole::Image, problem);
    return std::nullopt;
  }
}

std::string splitNamedIn(const std::string& name) {
  static const std::map<std::string, std::string> words{
      {"train", "train"},    {"training", "train"}, {"val", "val"},   {"valid", "val"},
      {"validation", "val"}, {"validate", "val"},   {"test", "test"}, {"testing", "test"}};
  std::string split;
  std::string word;
  for (const char c : lowerCase(name) + "_") {
    if (c >= 'a' && c <= 'z') {
      word += c;
      continue;
    }
    const auto known = words.find(std::exchange(word, {}));
    if (known == words.end()) continue;
    if (!split.empty() && split != known->second) return {};
    split = known->second;
  }
  return split;
}

std::string splitOfFolders(const fs::path& root, const fs::path& file) {
  std::vector<fs::path> folders;
  for (const fs::path& part : fs::absolute(file).lexically_normal().lexically_relative(root).parent_path())
    folders.push_back(part);
  for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder)
    if (std::string split = splitNamedIn(folder->string()); !split.empty()) return split;
  // The folder that a person chose may be called anything: only a name that is nothing but a split counts.
  const std::string own = lowerCase(root.filename().string());
  return own == "train" || own == "val" || own == "valid" || own == "test" ? splitNamedIn(own)
                                                                           : std::string();
}

std::string splitOfLabelFile(const fs::path& file) {
  std::string split = splitNamedIn(file.stem().string());
  return split.empty() ? splitOfFolders(fs::absolute(file).lexically_normal().parent_path(), file) : split;
}

}  // namespace anchor
