#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "datasets/formats/coco.h"
#include "datasets/formats/dataset_export.h"

namespace anchor {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::vector<std::string> fillCoco(const ProjectStore& project, const fs::path& folder,
                                  const Progress& progress) {
  fs::create_directories(folder / "images");
  fs::create_directories(folder / "annotations");
  Json categories = Json::array();
  std::map<int64_t, int> categoryOf;
  for (const LabelClass& c : project.classes()) {
    categoryOf[c.id] = static_cast<int>(categories.size()) + 1;
    categories.push_back({{"id", categoryOf[c.id]}, {"name", c.name}, {"supercategory", ""}});
  }
  struct File {
    Json images = Json::array(), annotations = Json::array();
  };
  std::map<std::string, File> files;
  FileNames taken;
  std::vector<std::string> names;
  int64_t imageId = 0;
  int64_t annotationId = 0;
  const auto images = project.images();
  for (const ImageEntry& image : images) {
    if (progress && !progress(static_cast<int64_t>(names.size()), static_cast<int64_t>(images.size())))
      throw Cancelled();
    if (image.state == ImageState::Unlabelled) {
      names.emplace_back();
      continue;
    }
    const std::string name = taken.free(image.path);
    copyLabelledImage(project, image, folder / "images" / name);
    names.push_back("images/" + name);
    File& file = files[image.split.empty() ? "all" : image.split];
    file.images.push_back(
        {{"id", ++imageId}, {"file_name", name}, {"width", image.width}, {"height", image.height}});
    for (const LabelBox& b : project.boxes(image.id)) {
      const double w = b.x2 - b.x1;
      const double h = b.y2 - b.y1;
      Json attributes = Json::object();
      for (const auto& [key, value] : b.attributes) attributes[key] = value;
      if (b.difficult) attributes["difficult"] = true;
      if (b.truncated) attributes["truncated"] = true;
      if (b.occluded) attributes["occluded"] = true;
      if (!b.pose.empty()) attributes["pose"] = b.pose;
      Json annotation{
          {"id", ++annotationId},         {"image_id", imageId}, {"category_id", categoryOf.at(b.classId)},
          {"bbox", {b.x1, b.y1, w, h}},   {"area", w * h},       {"iscrowd", b.crowd ? 1 : 0},
          {"segmentation", Json::array()}};
      if (!attributes.empty()) annotation["attributes"] = attributes;
      file.annotations.push_back(std::move(annotation));
    }
  }
  for (auto& [split, file] : files) {
    const fs::path path = folder / "annotations" / ("instances_" + split + ".json");
    std::ofstream stream(path, std::ios::binary);
    stream << Json{{"info", {{"description", "Anchor Studio"}}},
                   {"licenses", Json::array()},
                   {"images", std::move(file.images)},
                   {"annotations", std::move(file.annotations)},
                   {"categories", categories}}
                  .dump(-1, ' ', false, Json::error_handler_t::replace);
    if (!stream.flush())
      throw DatasetError({path.string(), 0, "cannot be written", "Check free space and permissions"});
  }
  return names;
}

}  // namespace anchor
