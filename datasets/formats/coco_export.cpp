#include <map>
#include <nlohmann/json.hpp>

#include "datasets/formats/coco.h"
#include "datasets/formats/export_walk.h"

namespace anchor {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::vector<std::string> fillCoco(const ProjectStore& project, const fs::path& folder,
                                  const Progress& progress) {
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
  int64_t imageId = 0;
  int64_t annotationId = 0;
  const ImageLayout layout{[](const ImageEntry&) { return "images"; }};
  auto names =
      exportImages(project, folder, layout, progress, [&](const ImageEntry& image, const fs::path& path) {
        File& file = files[image.split.empty() ? "all" : image.split];
        file.images.push_back({{"id", ++imageId},
                               {"file_name", path.filename().string()},
                               {"width", image.width},
                               {"height", image.height}});
        for (const LabelBox& b : project.boxes(image.id)) {
          const double w = b.x2 - b.x1;
          const double h = b.y2 - b.y1;
          Json attributes = Json::object();
          for (const auto& [key, value] : b.attributes) attributes[key] = value;
          if (b.difficult) attributes["difficult"] = true;
          if (b.truncated) attributes["truncated"] = true;
          if (b.occluded) attributes["occluded"] = true;
          if (!b.pose.empty()) attributes["pose"] = b.pose;
          Json annotation{{"id", ++annotationId},
                          {"image_id", imageId},
                          {"category_id", categoryOf.at(b.classId)},
                          {"bbox", {b.x1, b.y1, w, h}},
                          {"area", w * h},
                          {"iscrowd", b.crowd ? 1 : 0},
                          {"segmentation", Json::array()}};
          if (!attributes.empty()) annotation["attributes"] = attributes;
          file.annotations.push_back(std::move(annotation));
        }
      });
  for (auto& [split, file] : files)
    writeWholeFile(folder / "annotations" / ("instances_" + split + ".json"),
                   Json{{"info", {{"description", "Anchor Studio"}}},
                        {"licenses", Json::array()},
                        {"images", std::move(file.images)},
                        {"annotations", std::move(file.annotations)},
                        {"categories", categories}}
                       .dump(-1, ' ', false, Json::error_handler_t::replace));
  return names;
}

}  // namespace anchor
