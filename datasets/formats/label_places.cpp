// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/label_places.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "datasets/formats/image_locator.h"
#include "datasets/formats/yolo_text.h"
#include "datasets/images/image_reader.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace fs = std::filesystem;

std::string labelPlaceOf(const fs::path& root, const fs::path& file) {
  static const std::set<std::string> kinds{"annotations", "annots", "annotation", "xml",    "xmls",
                                           "labels",      "label",  "label_2",    "gt",     "groundtruths",
                                           "groundtruth", "txt",    "jpegimages", "images", "imgs",
                                           "img",         "image",  "image_2"};
  fs::path place;
  for (const fs::path& part : file.lexically_relative(root).parent_path())
    if (!kinds.contains(lowerCase(part.string()))) place /= part;
  return (place / file.stem()).generic_string();
}

std::vector<fs::path> filesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<fs::path> labelFolders(const fs::path& folder) {
  std::vector<fs::path> places{folder, folder / "annotations"};
  std::error_code error;
  for (const fs::path& below : filesIn(folder))
    if (fs::is_directory(below, error) && !splitNamedIn(below.filename().string()).empty())
      places.push_back(below);
  return places;
}

std::string firstLine(const fs::path& file) {
  std::ifstream text(file, std::ios::binary);
  std::string line;
  std::getline(text, line);
  return line;
}

bool isClassList(const fs::path& file) {
  return file.extension() == ".names" || file.filename() == "classes.txt" || file.filename() == "labels.txt";
}

std::map<int, std::string> classList(const fs::path& file) {
  std::map<int, std::string> names;
  int number = 0;
  std::string text = textOf(file);
  requireUtf8(text, file.string());
  // A line is a number's name, also an empty one; at the end they are only line ends.
  for (const std::string& line : linesOf(std::istringstream(std::move(text)))) {
    if (!line.empty()) names[number] = line;
    ++number;
  }
  return names;
}

std::string NumberedClasses::nameOf(int number) {
  const auto found = names.find(number);
  if (found != names.end() && !found->second.empty()) return found->second;
  m_unknown.insert(number);
  return "#" + std::to_string(number);
}

void NumberedClasses::reportUnknown(ImportReport& report, const std::string& place) const {
  for (const int number : m_unknown)
    report.problems.push_back({place, 0, say("class %1 has no name", number),
                               say("Its boxes were given the class #%1; rename it or merge it", number)});
}

std::vector<std::string> NumberedClasses::inOrder() const {
  std::vector<std::string> all;
  for (const auto& [number, name] : names) all.push_back(name.empty() ? "#" + std::to_string(number) : name);
  return all;
}

void ImageLists::read(const fs::path& file, const std::string& split, Entries entries, const fs::path& base) {
  m_lists.insert(file);
  m_report.ledger.file(file.string(), FileRole::List);
  std::vector<fs::path> folders{file.parent_path(), m_root};
  if (!base.empty()) folders.push_back(base);
  folders.push_back(m_root / "images");
  const ImageLocator locator =
      entries == Entries::Files ? ImageLocator(folders) : ImageLocator::around(m_root / "list", m_root);
  int64_t missing = 0;
  std::string example;
  int exampleLine = 0;
  int number = 0;
  for (const std::string& line : linesOf(std::ifstream(file, std::ios::binary))) {
    ++number;
    if (line.empty()) continue;
    fs::path image = locator.find(line);
    if (image.empty() && entries == Entries::FilesOrStems) image = locator.findStem(line);
    if (image.empty() && !fs::path(line).has_extension()) continue;  // a list of stems is none of ours
    if (!image.empty())
      m_listed[image.lexically_normal()] = split;
    else if (missing++ < 3) {
      if (example.empty()) exampleLine = number;
      example += (example.empty() ? "" : ", ") + line;
    }
  }
  if (missing > 0)
    m_report.problems.push_back(
        {file.string(), exampleLine,
         say("refers to %1 images that were not found: %2", missing, missing > 3 ? example + ", …" : example),
         say("These entries were left out")});
}

void ImageLists::readUsual(const std::vector<fs::path>& folders, Entries entries, const fs::path& base) {
  for (const char* name : {"train", "valid", "val", "test"})
    for (const fs::path& folder : folders)
      if (const fs::path file = folder / (std::string(name) + ".txt");
          fs::is_regular_file(file) && !m_lists.contains(file))
        read(file, splitNamedIn(name), entries, base);
}

std::string ImageLists::splitOf(const fs::path& image) const {
  const auto listed = m_listed.find(image.lexically_normal());
  return listed == m_listed.end() ? std::string() : listed->second;
}

}  // namespace anchor
