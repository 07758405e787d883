// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "datasets/formats/import_report.h"

namespace anchor {

/// Finds the images that label files name, never outside the folders it was given, also not through links in
/// them.
class ImageLocator {
 public:
  explicit ImageLocator(std::vector<std::filesystem::path> folders) : m_folders(std::move(folders)) {}
  /// Looks where people keep the images of a label file: in `chosen` (may be empty), beside the file, in its
  /// folder's sub-folders, in images and JPEGImages there or one folder up, and in folders named as splits.
  static ImageLocator around(const std::filesystem::path& labelFile,
                             const std::filesystem::path& chosen = {});

  /// Empty when there is none, or when several fit and none is in a folder named as `split`. `name` may hold
  /// sub-folders, of which all but picture folders ("images") have to be there: another folder is another
  /// picture. Of a path of another machine the longest end that fits counts. Upper and lower case count
  /// unless nothing fits. The last resort is the only image of this name anywhere below the label file.
  [[nodiscard]] std::filesystem::path find(const std::string& name, const std::string& split = {}) const;
  /// As find(), for a name without the ending of an image; empty also when images of two endings fit.
  [[nodiscard]] std::filesystem::path findStem(const std::string& name, const std::string& split = {}) const;

 private:
  [[nodiscard]] bool hasFolder(const std::filesystem::path& name) const;
  [[nodiscard]] std::filesystem::path among(const std::filesystem::path& wanted,
                                            const std::string& split) const;
  [[nodiscard]] std::filesystem::path inAnyCase(const std::filesystem::path& file) const;
  [[nodiscard]] std::filesystem::path onlyOneBelow(const std::filesystem::path& wanted) const;
  std::vector<std::filesystem::path> m_folders;
  std::filesystem::path m_home;  ///< of the label file; empty = none
  /// All images below m_home by their names in lower case; read when they are asked for.
  mutable std::optional<std::multimap<std::string, std::filesystem::path>> m_below;
  /// By folder: files by their names in lower case; empty where two differ in case alone.
  mutable std::map<std::string, std::map<std::string, std::filesystem::path>> m_lowered;
};

/// Size and hash of an image file; a problem, and nothing, when it cannot be read or its name is not UTF-8.
/// The report's ledger names the file.
std::optional<ImportedImage> describeImage(const std::filesystem::path& path, const std::string& split,
                                           ImportReport& report);

/// train, val or test when a whole word of the name says so ("instances_val2017", "valid"; not "valves");
/// empty when none does, or two that disagree.
std::string splitNamedIn(const std::string& name);

/// The split that a file of many images' labels says: in its own name, or as the name of its folder.
std::string splitOfLabelFile(const std::filesystem::path& file);

/// The split that the folders of a file say, from its own up to the root's name.
std::string splitOfFolders(const std::filesystem::path& root, const std::filesystem::path& file);

}  // namespace anchor
