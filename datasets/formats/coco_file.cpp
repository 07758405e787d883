// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/coco_file.h"
#include "datasets/cancelled.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

#include "datasets/plain_numbers.h"

namespace anchor {
namespace {

/// Keeps what is needed while the file streams by. Depth 1 is the file's object, 2 its arrays, 3 their items.
class Collector : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Collector(const std::function<bool()>& goOn) : m_goOn(goOn) {}
  CocoFile file;
  std::string error;
  size_t errorAt = 0;
  int errorLine = 0;
  bool stopped = false;

  bool null() override { return true; }
  bool boolean(bool value) override { return number(value ? 1 : 0); }
  bool number_integer(number_integer_t value) override {
    return identifier(value) || number(static_cast<double>(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return identifier(static_cast<int64_t>(std::min(value, number_unsigned_t{INT64_MAX}))) ||
           number(static_cast<double>(value));
  }
  bool number_float(number_float_t value, const string_t&) override { return number(value); }
  bool string(string_t& value) override {
    if (m_depth == 3 && m_section == "images" && m_key == "file_name") m_picture.file = value;
    if (m_depth == 3 && m_section == "categories" && m_key == "name") {
      m_name = value;
      return true;
    }
    if (m_depth == 2 && m_section == "info" && m_key == "description") file.description = value;
    if (m_depth == 3 && isIdentifier()) return identifier(idOf(value));
    if (m_depth == 4 && m_section == "annotations" && m_inner == "attributes") {
      if (m_key == "pose")
        m_annotation.more().pose = value;
      else
        m_annotation.more().attributes[m_key] = value;
      return true;
    }
    // Some tools write numbers as texts.
    const auto parsed = plainNumber(value);
    return !parsed || number(*parsed);
  }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override {
    ++m_depth;
    if (m_depth == 3) {
      m_picture = {};
      m_annotation = {};
      m_name.clear();
      m_id = -1;
    }
    if (m_depth == 4) m_inner = m_key;
    return m_depth <= 64;
  }
  bool end_object() override {
    if (m_depth == 3) finishItem();
    if (m_depth == 4) m_inner.clear();
    --m_depth;
    if (++m_events % 4096 == 0 && m_goOn && !m_goOn()) {
      stopped = true;
      return false;
    }
    return true;
  }
  bool start_array(std::size_t) override {
    ++m_depth;
    if (m_depth == 4) m_inner = m_key;
    return m_depth <= 64;
  }
  bool end_array() override {
    if (m_depth == 4) m_inner.clear();
    --m_depth;
    return true;
  }
  bool key(string_t& value) override {
    if (m_depth == 1) m_section = value;
    m_key = value;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& what) override {
    error = what.what();
    errorAt = position;
    if (const size_t at = error.find("at line "); at != std::string::npos)
      errorLine = std::atoi(&error[at + 8]);
    return false;
  }

 private:
  [[nodiscard]] bool isIdentifier() const {
    return m_key == "id" || m_key == "image_id" || m_key == "category_id";
  }
  /// Ids are kept whole: as a floating-point number, one of 64 bits would become its neighbour.
  bool identifier(int64_t id) {
    if (m_depth != 3 || !isIdentifier()) return false;
    (m_key == "id" ? m_id : m_key == "image_id" ? m_annotation.image : m_annotation.category) = id;
    return true;
  }
  /// Some files have texts for ids. Each text stands for one number, below all that files use.
  int64_t idOf(const std::string& text) {
    int64_t whole = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (error == std::errc() && end == text.data() + text.size() && !text.empty()) return whole;
    constexpr int64_t firstText = -2;
    return m_textIds.emplace(text, firstText - static_cast<int64_t>(m_textIds.size())).first->second;
  }
  bool number(double value) {
    if (m_depth == 4 && m_section == "annotations" && m_inner == "bbox") {
      if (m_annotation.numbers < 4) m_annotation.box[m_annotation.numbers] = value;
      ++m_annotation.numbers;
    } else if (m_depth == 4 && m_section == "annotations" && m_inner == "attributes") {
      if (m_key == "difficult")
        m_annotation.difficult = value != 0;
      else if (m_key == "truncated")
        m_annotation.truncated = value != 0;
      else if (m_key == "occluded")
        m_annotation.occluded = value != 0;
      else
        m_annotation.more().attributes[m_key] = nlohmann::json(value).dump();
    } else if (m_depth == 3) {
      // A number beyond all ids names nothing; as it is, it would fit into no integer.
      constexpr double most = 9e18;
      const auto whole = static_cast<int64_t>(std::clamp(value, -most, most));
      if (m_key == "id") m_id = whole;
      if (m_key == "name" && m_section == "categories") m_name = plainText(value);
      if (m_key == "width") m_picture.width = static_cast<int>(whole);
      if (m_key == "height") m_picture.height = static_cast<int>(whole);
      if (m_key == "image_id") m_annotation.image = whole;
      if (m_key == "category_id") m_annotation.category = whole;
      if (m_key == "iscrowd") m_annotation.crowd = value != 0;
    }
    return true;
  }
  void finishItem() {
    if (m_section == "images") {
      m_picture.id = m_id;
      file.images.push_back(m_picture);
    } else if (m_section == "annotations") {
      m_annotation.id = m_id;
      file.annotations.add(std::move(m_annotation));
    } else if (m_section == "categories") {
      file.categories[m_id] = m_name;
    }
  }
  const std::function<bool()>& m_goOn;
  int m_depth = 0;
  size_t m_events = 0;
  std::string m_section, m_inner, m_key, m_name;
  std::unordered_map<std::string, int64_t> m_textIds;
  int64_t m_id = -1;
  CocoImage m_picture;
  CocoAnnotation m_annotation;
};

std::string className(const CocoFile& file, int64_t category) {
  const auto known = file.categories.find(category);
  return known == file.categories.end() || known->second.empty() ? "#" + std::to_string(category)
                                                                 : known->second;
}

/// How many ids occur again.
int64_t doubleIds(const CocoAnnotations& annotations) {
  std::vector<int64_t> ids;
  annotations.forEach([&](const CocoAnnotation& a) {
    if (a.id >= 0) ids.push_back(a.id);
  });
  std::sort(ids.begin(), ids.end());
  return static_cast<int64_t>(ids.end() - std::unique(ids.begin(), ids.end()));
}

ImportedBox boxOf(const CocoFile& coco, const CocoAnnotation& a) {
  ImportedBox box{className(coco, a.category), {}};
  box.box.x1 = a.box[0];
  box.box.y1 = a.box[1];
  box.box.x2 = a.box[0] + a.box[2];
  box.box.y2 = a.box[1] + a.box[3];
  box.box.id = a.id;
  box.box.classId = a.category;
  box.box.crowd = a.crowd;
  box.box.difficult = a.difficult;
  box.box.truncated = a.truncated;
  box.box.occluded = a.occluded;
  if (a.extras) {
    box.box.pose = a.extras->pose;
    box.box.attributes = a.extras->attributes;
  }
  return box;
}

std::string words(const CocoFile& coco, const CocoAnnotation& a) {
  return a.numbers == 4 ? objectWords(className(coco, a.category), boxOf(coco, a).box)
                        : className(coco, a.category);
}

}  // namespace

bool CocoFile::aboutBoxes() const {
  bool boxes = description == cocoDescription;  // ours may hold images without objects alone
  annotations.forEach([&](const CocoAnnotation& a) { boxes = boxes || a.numbers == 4; });
  return boxes;
}

CocoFile readCocoFile(std::istream& json, const std::string& file, const std::function<bool()>& goOn) {
  Collector collector(goOn);
  const bool whole = nlohmann::json::sax_parse(json, &collector);
  if (collector.stopped) throw Cancelled();
  if (!whole) {
    const std::string place =
        collector.error.empty() ? "" : " (byte " + std::to_string(collector.errorAt) + ")";
    throw UserError(
        {file, collector.errorLine, say("is not valid JSON%1", place), say("Nothing was imported")});
  }
  if (collector.file.images.empty())
    throw UserError(
        {file, 0, say("does not list any images"), say("Choose a COCO file with images and annotations")});
  return std::move(collector.file);
}

void giveCocoBoxes(CocoFile& coco, const std::string& file, ImportReport& report) {
  const auto problem = [&](const Message& reason, const Message& remedy) {
    report.problems.push_back({file, 0, reason, remedy});
  };
  std::unordered_map<int64_t, size_t> byId;
  for (size_t i = 0; i < report.images.size(); ++i)
    if (!byId.emplace(report.images[i].sourceId, i).second)
      problem(say("two images have the id %1", report.images[i].sourceId),
              say("Boxes were assigned to the first"));
  const int64_t doubles = doubleIds(coco.annotations);
  std::vector<size_t> counts(report.images.size());
  coco.annotations.forEach([&](const CocoAnnotation& a) {
    if (const auto owner = byId.find(a.image); owner != byId.end()) ++counts[owner->second];
  });
  for (size_t i = 0; i < counts.size(); ++i) report.images[i].boxes.reserve(counts[i]);
  const int number = report.ledger.file(file, FileRole::Labels);
  std::unordered_map<int64_t, const CocoImage*> listed;
  for (const CocoImage& image : coco.images) listed.emplace(image.id, &image);
  int64_t orphans = 0;
  int64_t firstOrphan = 0;
  std::set<int64_t> unknownCategories;
  // Annotations go as their boxes come: the labels are never in memory twice.
  coco.annotations.consume([&](const CocoAnnotation& a) {
    const auto owner = byId.find(a.image);
    const SourcePlace where{number, 0, "annotation " + std::to_string(a.id)};
    if (owner == byId.end()) {
      const auto image = listed.find(a.image);
      const bool named = image != listed.end();
      if (!named && orphans++ == 0) firstOrphan = a.image;
      report.lose(where, words(coco, a), named ? image->second->file : "id " + std::to_string(a.image),
                  named ? say("its image was not found or cannot be read") : say("its image is not listed"));
      return;
    }
    ImportedImage& image = report.images[owner->second];
    if (a.numbers != 4)
      return report.leaveOut(&image, where, words(coco, a), say("has no bbox with four numbers"),
                             say("It was left out"));
    if (!coco.categories.contains(a.category)) unknownCategories.insert(a.category);
    report.place(image, boxOf(coco, a), where);
  });
  for (const auto& [id, name] : coco.categories) report.classes.push_back(className(coco, id));
  std::set<std::string> names;
  for (const auto& [id, name] : coco.categories)
    if (!name.empty() && !names.insert(name).second)
      problem(say("two categories have the name %1", name), say("They were merged into one class"));
  if (orphans > 0)
    problem(say("%1 annotations refer to images that are not in the file", orphans),
            say("They were left out; the first refers to the image %1", firstOrphan));
  if (doubles > 0)
    problem(say("%1 annotations have the same id as another one", doubles), say("All were kept"));
  for (const int64_t category : unknownCategories)
    problem(say("category %1 has no name", category), say("Its boxes were given the class #%1", category));
}

}  // namespace anchor
