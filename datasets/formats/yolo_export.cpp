// SPDX-License-Identifier: GPL-3.0-or-later
#include <yaml-cpp/yaml.h>

#include <cmath>
#include <map>

#include "datasets/formats/export_walk.h"
#include "datasets/formats/yolo.h"
#include "datasets/plain_numbers.h"
#include "datasets/project/damaged_project.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

/// Centre and length of [a, b] in parts of a side, such that what a reader computes from them lies in [0,1]:
/// others throw a whole image away for 1.0000000001.
std::pair<double, double> centred(double a, double b, double side) {
  const double from = a / side;
  const double to = b / side;
  const double centre = (from + to) / 2;
  double length = to - from;
  while (length > 0 && (centre - length / 2 < 0 || centre + length / 2 > 1))
    length = std::nextafter(length, 0);
  return {centre, length};
}

std::string labelLines(const ProjectStore& project, const ImageEntry& image,
                       const std::map<int64_t, int>& numbers) {
  std::string lines;
  for (const LabelBox& box : project.boxes(image.id)) {
    const auto [cx, w] = centred(box.x1, box.x2, image.width);
    const auto [cy, h] = centred(box.y1, box.y2, image.height);
    lines += std::to_string(ofItsClass(numbers, box)) + " " + plainText(cx) + " " + plainText(cy) + " " +
             plainText(w) + " " + plainText(h) + "\n";
  }
  return lines;
}

/// Names the splits that the export has, and the classes by their numbers.
std::string dataYaml(const ProjectStore& project, const std::map<std::string, std::string>& splits) {
  YAML::Emitter yaml;
  yaml << YAML::BeginMap;
  for (const char* split : {"train", "val", "test"})
    if (splits.contains(split)) yaml << YAML::Key << split << YAML::Value << "images/" + std::string(split);
  yaml << YAML::Key << "names" << YAML::Value << YAML::BeginMap;
  int number = 0;
  for (const LabelClass& c : project.classes()) yaml << YAML::Key << number++ << YAML::Value << c.name;
  yaml << YAML::EndMap << YAML::EndMap;
  return yaml.c_str();
}

}  // namespace

std::vector<std::string> fillYolo(YoloLayout layout, const ProjectStore& project, const fs::path& folder,
                                  const ExportRule& rule, const Progress& progress) {
  const bool flat = layout == YoloLayout::Flat;
  std::map<int64_t, int> numbers;
  std::string obj;
  for (const LabelClass& c : project.classes()) {
    const int next = static_cast<int>(numbers.size());
    numbers[c.id] = next;
    // A line is a name. One of several lines would shift all numbers behind it; without a name its boxes do
    // not come back equal, and their images are left out.
    obj += (flat && c.name.find('\n') != std::string::npos ? std::string() : c.name) + "\n";
  }
  std::map<std::string, std::string> lists;
  const auto group = [](const ImageEntry& image) -> std::string {
    return image.split.empty() ? "unassigned" : image.split;
  };
  const ImageLayout places{
      [&](const ImageEntry& image) -> std::string { return flat ? "data" : "images/" + group(image); }, true};
  auto names = exportImages(
      project, folder, places, rule, progress, [&](const ImageEntry& image, const fs::path& path) {
        const fs::path home = flat ? fs::path("data") : fs::path("labels") / group(image);
        writeWholeFile(folder / home / path.filename().replace_extension(".txt"),
                       labelLines(project, image, numbers));
        if (!image.split.empty()) lists[image.split] += path.generic_string() + "\n";
      });
  if (!flat) {
    writeWholeFile(folder / "data.yaml", "# path: is left out on purpose: paths start at this file\n" +
                                             dataYaml(project, lists) + "\n");
    return names;
  }
  writeWholeFile(folder / "obj.names", obj);
  std::string data = "classes = " + std::to_string(numbers.size()) + "\n";
  for (const auto& [split, list] : lists) {
    const std::string file = split == "val" ? "valid.txt" : split + ".txt";
    writeWholeFile(folder / file, list);
    data += (split == "val" ? "valid" : split) + " = " + file + "\n";
  }
  writeWholeFile(folder / "obj.data", data + "names = obj.names\nbackup = backup/\n");
  return names;
}

}  // namespace anchor
