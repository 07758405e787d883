// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/createml.h"
#include "datasets/cancelled.h"

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "datasets/formats/export_walk.h"
#include "datasets/formats/foreign_labels.h"
#include "datasets/formats/guarded_text.h"
#include "datasets/formats/image_locator.h"
#include "datasets/formats/label_format.h"
#include "datasets/plain_numbers.h"
#include "datasets/plain_text.h"
#include "datasets/project/damaged_project.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;

const Json* either(const Json& object, const char* one, const char* other) {
  if (!object.is_object()) return nullptr;
  for (const char* key : {one, other})
    if (const auto found = object.find(key); found != object.end()) return &*found;
  return nullptr;
}

/// Four numbers, also as text; false when one is missing or none.
bool readCoordinates(const Json& annotation, double (&out)[4]) {
  const auto coordinates = annotation.find("coordinates");
  if (coordinates == annotation.end() || !coordinates->is_object()) return false;
  int i = 0;
  for (const char* key : {"x", "y", "width", "height"}) {
    const auto value = coordinates->find(key);
    if (value == coordinates->end()) return false;
    const auto number = value->is_number()   ? std::optional(value->get<double>())
                        : value->is_string() ? plainNumber(value->get<std::string>())
                                             : std::nullopt;
    if (!number) return false;
    out[i++] = *number;
  }
  return true;
}

/// Coordinates are pixels unless every one of the file is at most 1.
bool normalised(const Json& document) {
  bool any = false;
  for (const Json& image : document) {
    const Json* annotations = either(image, "annotations", "annotation");
    if (annotations == nullptr || !annotations->is_array()) continue;
    for (const Json& annotation : *annotations) {
      double v[4];
      if (!annotation.is_object() || !readCoordinates(annotation, v)) continue;
      any = true;
      for (const double value : v)
        if (value > 1) return false;
    }
  }
  return any;
}

/// What can be said of an object that cannot be used.
std::string words(const Json& annotation) {
  constexpr size_t most = 120;
  std::string text = annotation.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() <= most ? text : text.substr(0, most) + "…";
}

class Reader {
 public:
  Reader(const fs::path& path, const Json& document)
      : m_path(path),
        m_split(splitOfLabelFile(path)),
        m_locator(ImageLocator::around(path)),
        m_parts(normalised(document)),
        m_number(m_report.ledger.file(path.string(), FileRole::Labels)) {}

  void read(const Json& entry) {
    const Json* name = either(entry, "image", "imagefilename");
    const Json* listed = either(entry, "annotations", "annotation");
    const Json annotations = listed != nullptr && listed->is_array() ? *listed : Json::array();
    if (name == nullptr || !name->is_string()) {
      problem(say("an entry does not name an image"));
      return loseAll(annotations, {}, say("does not name an image"));
    }
    const auto file = name->get<std::string>();
    const fs::path found = m_locator.find(file, m_split);
    if (found.empty()) {
      problem(say("its image %1 was not found", file));
      return loseAll(annotations, file, say("its image was not found"));
    }
    auto image = describeImage(found, m_split, m_report);
    if (!image) return loseAll(annotations, file, say("its image cannot be read"));
    image->labelled = true;
    for (const Json& annotation : annotations) place(annotation, file, *image);
    m_report.images.push_back(std::move(*image));
  }

  ImportReport finish() {
    m_report.settle();
    return std::move(m_report);
  }

 private:
  void problem(const Message& reason) {
    m_report.problems.push_back({m_path.string(), 0, reason, say("It was left out")});
  }

  void loseAll(const Json& annotations, const std::string& image, const Message& reason) {
    for (const Json& annotation : annotations)
      m_report.lose({m_number, 0, image}, words(annotation), image, reason);
  }

  void place(const Json& annotation, const std::string& file, ImportedImage& image) {
    double v[4];
    const auto label = annotation.is_object() ? annotation.find("label") : annotation.end();
    const SourcePlace where{m_number, 0, file};
    if (!annotation.is_object() || label == annotation.end() || !label->is_string() ||
        !readCoordinates(annotation, v))
      return m_report.leaveOut(&image, where, words(annotation),
                               say("a box has no label or does not have four numbers"),
                               say("It was left out"));
    const double sx = m_parts ? image.width : 1;
    const double sy = m_parts ? image.height : 1;
    ImportedBox box{label->get<std::string>(), {}};
    box.box.x1 = (v[0] - v[2] / 2) * sx;
    box.box.x2 = (v[0] + v[2] / 2) * sx;
    box.box.y1 = (v[1] - v[3] / 2) * sy;
    box.box.y2 = (v[1] + v[3] / 2) * sy;
    m_report.place(image, std::move(box), where);
  }

  fs::path m_path;
  ImportReport m_report;
  std::string m_split;
  ImageLocator m_locator;
  bool m_parts;  ///< numbers are parts of the image's sides
  int m_number;  ///< of the file in the ledger
};

}  // namespace

bool looksLikeCreateMl(const fs::path& file) {
  const std::string head = fileHead(file);
  const auto has = [&](const char* key) { return head.find(key) != std::string::npos; };
  // Label Studio's arrays have "annotations" too, each with a "result".
  return head.starts_with('[') && (has("\"annotations\"") || has("\"annotation\"")) &&
         (has("\"image\"") || has("\"imagefilename\"")) && !has("\"result\"");
}

std::optional<DetectedLabels> detectCreateMl(const fs::path& file) {
  if (!looksLikeCreateMl(file) || foreignLabels(file)) return std::nullopt;
  return DetectedLabels{LabelFormat::CreateMl, {file}, say("CreateML: centre, width, height"), {}};
}

ImportReport readCreateMl(const fs::path& path, const Progress& progress) {
  GuardedJson bytes(path);
  std::istream stream(&bytes);
  const Json document = Json::parse(stream, nullptr, false);
  if (!document.is_array())
    throw UserError({path.string(), 0, say("is not a CreateML file: expected a JSON array of images"),
                     say("Nothing was imported")});
  Reader reader(path, document);
  int64_t done = 0;
  for (const Json& entry : document) {
    if (progress && !progress(done++, static_cast<int64_t>(document.size()))) throw Cancelled();
    reader.read(entry);
  }
  return reader.finish();
}

std::vector<std::string> fillCreateMl(const ProjectStore& project, const fs::path& folder,
                                      const ExportRule& rule, const Progress& progress) {
  const auto classes = classNames(project);
  std::map<std::string, Json> files;
  const ImageLayout layout{[](const ImageEntry&) { return "images"; }};
  auto names = exportImages(
      project, folder, layout, rule, progress, [&](const ImageEntry& image, const fs::path& path) {
        Json annotations = Json::array();
        for (const LabelBox& b : project.boxes(image.id))
          annotations.push_back({{"label", ofItsClass(classes, b)},
                                 {"coordinates",
                                  {{"x", (b.x1 + b.x2) / 2},
                                   {"y", (b.y1 + b.y2) / 2},
                                   {"width", b.x2 - b.x1},
                                   {"height", b.y2 - b.y1}}}});
        files.try_emplace(image.split.empty() ? "all" : image.split, Json::array())
            .first->second.push_back({{"image", path.filename().string()}, {"annotations", annotations}});
      });
  for (const auto& [split, document] : files)
    writeWholeFile(folder / (split + ".createml.json"),
                   document.dump(1, ' ', false, Json::error_handler_t::replace));
  return names;
}

}  // namespace anchor
