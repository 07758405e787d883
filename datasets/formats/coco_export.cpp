// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "datasets/formats/coco.h"
#include "datasets/formats/coco_file.h"
#include "datasets/formats/export_walk.h"
#include "datasets/project/damaged_project.h"

namespace anchor {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
namespace {

/// Ids of one kind: those of the COCO file that rows came from, where they are still free, else new ones
/// above all of them.
class KeptIds {
 public:
  explicit KeptIds(std::unordered_map<int64_t, int64_t> known) : m_known(std::move(known)) {
    for (const auto& [row, id] : m_known) m_highest = std::max(m_highest, id);
  }
  int64_t of(int64_t row) {
    const auto found = m_known.find(row);
    if (found != m_known.end() && m_taken.insert(found->second).second) return found->second;
    return ++m_highest;
  }

 private:
  std::unordered_map<int64_t, int64_t> m_known;
  std::unordered_set<int64_t> m_taken;
  int64_t m_highest = 0;
};

}  // namespace

std::vector<std::string> fillCoco(const ProjectStore& project, const fs::path& folder, const ExportRule& rule,
                                  const Progress& progress) {
  using Kind = ProjectStore::SourceKind;
  KeptIds categoryIds(project.sourceIds(Kind::Classes));
  KeptIds imageIds(project.sourceIds(Kind::Images));
  KeptIds annotationIds(project.sourceIds(Kind::Boxes));
  Json categories = Json::array();
  std::map<int64_t, int64_t> categoryOf;
  for (const LabelClass& c : project.classes()) {
    categoryOf[c.id] = categoryIds.of(c.id);
    categories.push_back({{"id", categoryOf[c.id]}, {"name", c.name}, {"supercategory", ""}});
  }
  struct File {
    Json images = Json::array(), annotations = Json::array();
  };
  std::map<std::string, File> files;
  const ImageLayout layout{[](const ImageEntry&) { return "images"; }};
  auto names = exportImages(project, folder, layout, rule, progress,
                            [&](const ImageEntry& image, const fs::path& path) {
                              File& file = files[image.split.empty() ? "all" : image.split];
                              const int64_t imageId = imageIds.of(image.id);
                              file.images.push_back({{"id", imageId},
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
                                Json annotation{{"id", annotationIds.of(b.id)},
                                                {"image_id", imageId},
                                                {"category_id", ofItsClass(categoryOf, b)},
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
                   Json{{"info", {{"description", cocoDescription}}},
                        {"licenses", Json::array()},
                        {"images", std::move(file.images)},
                        {"annotations", std::move(file.annotations)},
                        {"categories", categories}}
                       .dump(-1, ' ', false, Json::error_handler_t::replace));
  return names;
}

}  // namespace anchor
