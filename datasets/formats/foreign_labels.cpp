// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/foreign_labels.h"

#include <algorithm>
#include <set>
#include <vector>

#include "datasets/plain_text.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

/// A kind of file, and the words in its beginning that no other kind has.
struct Kind {
  const char* name;
  std::vector<std::vector<const char*>> marks;  ///< all of one list must be there
  Message remedy;
};

const std::vector<Kind>& jsonKinds() {
  static const Message convert = say("Convert it to COCO, Pascal VOC or YOLO");
  static const std::vector<Kind> kinds{
      {"Label Studio",
       {{"\"rectanglelabels\""}, {"\"original_width\""}},
       say("Export it from %1 as COCO, Pascal VOC or YOLO", "Label Studio")},
      {"VIA project",
       {{"\"_via_img_metadata\""}, {"\"_via_settings\""}, {"\"shape_attributes\"", "\"regions\""}},
       say("Export the annotations from VIA as CSV or COCO")},
      {"VIA 3 project",
       {{"\"__VIA"}, {"\"vid_list\""}},
       say("Annotate boxes with VIA 2, or convert it to COCO")},
      {"LabelMe",
       {{"\"shapes\"", "\"imagePath\""},
        {"\"shapes\"", "\"shape_type\""},
        {"\"shapes\"", "\"imageData\""},
        {"\"flags\"", "\"imageData\""}},
       say("Convert its files to COCO or Pascal VOC, with labelme2coco for example")},
      {"CVAT backup",
       {{"\"tracks\"", "\"shapes\""}},
       say("Export it from %1 as COCO, Pascal VOC or YOLO", "CVAT")},
      {"Datumaro",
       {{"\"items\"", "\"categories\""}},
       say("Export it from %1 as COCO, Pascal VOC or YOLO", "Datumaro or CVAT")},
      {"Supervisely",
       {{"\"classTitle\""}},
       say("Export it from %1 as COCO, Pascal VOC or YOLO", "Supervisely")},
      {"BDD100K",
       {{"\"box2d\""}, {"\"labels\"", "\"timeofday\""}},
       say("Convert it to COCO, with bdd100k.label.to_coco for example")},
      {"Labelbox", {{"\"DataRow ID\""}, {"\"Labeled Data\""}, {"\"data_row\"", "\"projects\""}}, convert},
      {"V7 Darwin",
       {{"\"schema_ref\""}, {"\"bounding_box\"", "\"annotations\""}},
       say("Export it from %1 as COCO, Pascal VOC or YOLO", "V7")},
      {"SageMaker manifest", {{"\"source-ref\""}}, convert},
      {"Vertex AI import",
       {{"\"imageGcsUri\""}},
       say("Export it from Vertex AI as CSV, or convert it to COCO")},
      {"GeoJSON", {{"\"FeatureCollection\""}}, convert},
  };
  return kinds;
}

bool fits(const Kind& kind, const std::string& head) {
  return std::ranges::any_of(kind.marks, [&](const auto& marks) {
    return std::ranges::all_of(marks, [&](const char* mark) { return head.find(mark) != std::string::npos; });
  });
}

Problem notRead(const fs::path& file, const std::string& kind, const Message& remedy) {
  return {file.string(), 0, say("is a %1 file, which is not supported", kind), remedy};
}

std::string endingOf(const fs::path& file) { return lowerCase(file.extension().string()); }

std::optional<Problem> foreignJson(const fs::path& file, const std::string& head) {
  const auto has = [&](const char* key) { return head.find(key) != std::string::npos; };
  // What COCO writes for whole pictures; its file for boxes lies beside it.
  if (has("\"segments_info\""))
    return notRead(file, "COCO panoptic", say("Choose the instances file of the same data set"));
  if (head.starts_with('{') && has("\"images\"")) return std::nullopt;  // COCO, whatever else it says
  for (const Kind& kind : jsonKinds())
    if (fits(kind, head)) return notRead(file, kind.name, kind.remedy);
  if (head.starts_with('[') && has("\"image_id\"") && has("\"score\""))
    return Problem{file.string(), 0, say("is a list of detections, not of labels"),
                   say("Choose the file of annotations, with images and categories")};
  return std::nullopt;
}

}  // namespace

std::optional<Problem> foreignLabels(const fs::path& file, const std::string& head) {
  static const std::set<std::string> json{".json", ".jsonl", ".ndjson", ".manifest"};
  const std::string ending = endingOf(file);
  if (json.contains(ending)) return foreignJson(file, head);
  if (ending == ".xml" && head.find("<annotations") != std::string::npos &&
      (head.find("<image ") != std::string::npos || head.find("<track ") != std::string::npos))
    return notRead(file, "CVAT XML", say("Export it from %1 as COCO, Pascal VOC or YOLO", "CVAT"));
  if (ending == ".tfrecord" || ending == ".tfrecords" || ending == ".record")
    return notRead(file, "TFRecord", say("Convert it to COCO, Pascal VOC or YOLO"));
  return std::nullopt;
}

std::optional<Problem> foreignLabels(const fs::path& file) {
  static const std::set<std::string> endings{".json", ".jsonl",    ".ndjson",    ".manifest",
                                             ".xml",  ".tfrecord", ".tfrecords", ".record"};
  return endings.contains(endingOf(file)) ? foreignLabels(file, fileHead(file)) : std::nullopt;
}

std::optional<Problem> firstForeignLabels(const fs::path& folder) {
  constexpr size_t most = 3000;
  std::vector<fs::path> files;
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto entry = fs::recursive_directory_iterator(folder, options, error);
       entry != fs::recursive_directory_iterator() && files.size() < most; entry.increment(error))
    if (entry->is_regular_file(error)) files.push_back(entry->path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files)
    if (auto foreign = foreignLabels(file)) return foreign;
  return std::nullopt;
}

}  // namespace anchor
