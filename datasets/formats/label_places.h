// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Where formats keep their labels, and what those with one label file for each image have in common.
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "datasets/formats/import_report.h"

namespace anchor {

/// Where an image or its label file belongs: its folders below the root without those that only say what kind
/// of file lies in them, and its name without the ending.
std::string labelPlaceOf(const std::filesystem::path& root, const std::filesystem::path& file);

/// What lies in a folder, in the order of the names.
std::vector<std::filesystem::path> filesIn(const std::filesystem::path& folder);
/// Where the files of a data set lie that hold the labels of many images: at its top, in annotations, and in
/// the folders of its splits.
std::vector<std::filesystem::path> labelFolders(const std::filesystem::path& folder);
/// Empty where a file cannot be read.
std::string firstLine(const std::filesystem::path& file);

/// Whether a file's name is one that programs use for the names of classes, one a line.
bool isClassList(const std::filesystem::path& file);
/// Its names by their numbers from 0; an empty line leaves its number without one. Throws UserError for a
/// text that is not UTF-8.
std::map<int, std::string> classList(const std::filesystem::path& file);

/// The names of classes that labels call by numbers.
class NumberedClasses {
 public:
  std::map<int, std::string> names;
  /// "#n" for a number without a name.
  std::string nameOf(int number);
  void reportUnknown(ImportReport& report, const std::string& place) const;
  /// The names in the order of their numbers.
  [[nodiscard]] std::vector<std::string> inOrder() const;

 private:
  std::set<int> m_unknown;
};

/// Lists of images, one a line, for each split.
class ImageLists {
 public:
  ImageLists(std::filesystem::path root, ImportReport& report) : m_root(std::move(root)), m_report(report) {}
  /// Entries are looked for from the list's own folder, the root, `base` (may be empty) and images/. Some
  /// lists name images without their endings; a list of YOLO's does not.
  enum class Entries { Files, FilesOrStems };
  void read(const std::filesystem::path& list, const std::string& split, Entries entries,
            const std::filesystem::path& base = {});
  /// train.txt, valid.txt, val.txt and test.txt in these folders, but for lists that were read.
  void readUsual(const std::vector<std::filesystem::path>& folders, Entries entries,
                 const std::filesystem::path& base = {});
  /// Empty when no list names the image.
  [[nodiscard]] std::string splitOf(const std::filesystem::path& image) const;
  [[nodiscard]] bool isList(const std::filesystem::path& file) const { return m_lists.contains(file); }

 private:
  std::filesystem::path m_root;
  ImportReport& m_report;
  std::map<std::filesystem::path, std::string> m_listed;
  std::set<std::filesystem::path> m_lists;
};

}  // namespace anchor
