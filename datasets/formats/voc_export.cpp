// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <map>
#include <pugixml.hpp>

#include "datasets/formats/export_walk.h"
#include "datasets/formats/voc.h"
#include "datasets/formats/voc_annotation.h"
#include "datasets/plain_numbers.h"
#include "datasets/project/damaged_project.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

void writeAnnotation(const fs::path& file, const std::string& imageName, const ImageEntry& image,
                     const std::vector<LabelBox>& boxes, const std::map<int64_t, std::string>& names,
                     VocDialect dialect) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("annotation");
  const auto add = [](pugi::xml_node parent, const char* name, const std::string& value) {
    parent.append_child(name).text().set(value.c_str());
  };
  add(root, "folder", "JPEGImages");
  add(root, "filename", imageName);
  pugi::xml_node size = root.append_child("size");
  add(size, "width", std::to_string(image.width));
  add(size, "height", std::to_string(image.height));
  add(size, "depth", "3");
  if (dialect == VocDialect::FromZero) add(root.append_child("source"), "database", vocFromZeroMark);
  add(root, "segmented", "0");
  for (const LabelBox& box : boxes) {
    pugi::xml_node object = root.append_child("object");
    add(object, "name", ofItsClass(names, box));
    add(object, "pose", box.pose.empty() ? "Unspecified" : box.pose);
    add(object, "truncated", box.truncated ? "1" : "0");
    add(object, "occluded", box.occluded ? "1" : "0");
    add(object, "difficult", box.difficult ? "1" : "0");
    if (!box.attributes.empty()) {
      // As CVAT writes them: a name may hold anything, a tag may not.
      pugi::xml_node attributes = object.append_child("attributes");
      for (const auto& [key, value] : box.attributes) {
        pugi::xml_node attribute = attributes.append_child("attribute");
        add(attribute, "name", key);
        add(attribute, "value", value);
      }
    }
    pugi::xml_node corners = object.append_child("bndbox");
    const double first = dialect == VocDialect::FromOne ? 1 : 0;
    add(corners, "xmin", plainText(box.x1 + first));
    add(corners, "ymin", plainText(box.y1 + first));
    add(corners, "xmax", plainText(box.x2));
    add(corners, "ymax", plainText(box.y2));
  }
  if (!document.save_file(file.c_str(), "  "))
    throw UserError({file.string(), 0, say("cannot be written"), say("Check free space and permissions")});
}

}  // namespace

std::vector<std::string> fillVoc(const ProjectStore& project, const fs::path& folder, const ExportRule& rule,
                                 const Progress& progress) {
  for (const char* name : {"Annotations", "JPEGImages", "ImageSets/Main"})
    fs::create_directories(folder / name);
  const auto names = classNames(project);
  // Whole pixels are written as the standard says; a fraction can only be meant from 0.
  VocDialect dialect = VocDialect::FromOne;
  project.forEachBox([&](int64_t, const LabelBox& b) {
    for (const double v : {b.x1, b.y1, b.x2, b.y2})
      if (v != std::floor(v)) dialect = VocDialect::FromZero;
  });
  std::map<std::string, std::string> lists;
  const ImageLayout layout{[](const ImageEntry&) { return "JPEGImages"; }, true, true};
  auto files = exportImages(
      project, folder, layout, rule, progress, [&](const ImageEntry& image, const fs::path& path) {
        const std::string stem = path.stem().string();
        if (!image.split.empty()) {
          lists[image.split] += stem + "\n";
          if (image.split != "test") lists["trainval"] += stem + "\n";
        }
        if (image.state != ImageState::Unlabelled)
          writeAnnotation(folder / "Annotations" / (stem + ".xml"), path.filename().string(), image,
                          project.boxes(image.id), names, dialect);
      });
  for (const auto& [split, text] : lists)
    writeWholeFile(folder / "ImageSets" / "Main" / (split + ".txt"), text);
  return files;
}

}  // namespace anchor
