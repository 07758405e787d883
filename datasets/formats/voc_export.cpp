#include <cmath>
#include <fstream>
#include <map>
#include <pugixml.hpp>

#include "datasets/formats/dataset_export.h"
#include "datasets/formats/plain_numbers.h"
#include "datasets/formats/voc.h"

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
  add(root, "segmented", "0");
  for (const LabelBox& box : boxes) {
    pugi::xml_node object = root.append_child("object");
    add(object, "name", names.at(box.classId));
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
    throw DatasetError({file.string(), 0, "cannot be written", "Check free space and permissions"});
}

}  // namespace

std::vector<std::string> fillVoc(const ProjectStore& project, const fs::path& folder,
                                 const Progress& progress) {
  for (const char* name : {"Annotations", "JPEGImages", "ImageSets/Main"})
    fs::create_directories(folder / name);
  std::map<int64_t, std::string> names;
  for (const LabelClass& c : project.classes()) names[c.id] = c.name;
  // Whole pixels are written as the standard says; a fraction can only be meant from 0.
  VocDialect dialect = VocDialect::FromOne;
  project.forEachBox([&](int64_t, const LabelBox& b) {
    for (const double v : {b.x1, b.y1, b.x2, b.y2})
      if (v != std::floor(v)) dialect = VocDialect::FromZero;
  });
  std::map<std::string, std::string> lists;
  FileNames taken;
  std::vector<std::string> files;
  const auto images = project.images();
  for (size_t i = 0; i < images.size(); ++i) {
    if (progress && !progress(static_cast<int64_t>(i), static_cast<int64_t>(images.size())))
      throw Cancelled();
    const std::string name = taken.freeStem(images[i].path);
    const std::string stem = fs::path(name).stem().string();
    copyLabelledImage(project, images[i], folder / "JPEGImages" / name);
    files.push_back("JPEGImages/" + name);
    if (!images[i].split.empty()) {
      lists[images[i].split] += stem + "\n";
      if (images[i].split != "test") lists["trainval"] += stem + "\n";
    }
    if (images[i].state != ImageState::Unlabelled)
      writeAnnotation(folder / "Annotations" / (stem + ".xml"), name, images[i], project.boxes(images[i].id),
                      names, dialect);
  }
  for (const auto& [split, text] : lists) {
    std::ofstream file(folder / "ImageSets" / "Main" / (split + ".txt"), std::ios::binary);
    file << text;
    if (!file.flush())
      throw DatasetError({folder.string(), 0, "a list of images cannot be written", "Check free space"});
  }
  return files;
}

}  // namespace anchor
