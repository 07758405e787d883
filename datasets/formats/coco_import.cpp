#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "datasets/formats/coco.h"
#include "datasets/formats/guarded_text.h"
#include "datasets/formats/image_locator.h"
#include "datasets/formats/plain_numbers.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

/// What few annotations have; apart, because a file may hold a million of them.
struct Extras {
  std::string pose;
  std::map<std::string, std::string> attributes;
};
struct Annotation {
  int64_t id = -1, image = -1, category = -1;
  double box[4] = {0, 0, 0, 0};
  int numbers = 0;
  bool crowd = false, difficult = false, truncated = false, occluded = false;
  std::shared_ptr<Extras> extras;
  Extras& more() {
    if (!extras) extras = std::make_shared<Extras>();
    return *extras;
  }
};
/// Annotations in blocks that go back to the system one by one.
class AnnotationBlocks {
 public:
  void add(Annotation&& annotation) {
    if (m_blocks.empty() || m_blocks.back().size() == blockSize) m_blocks.emplace_back().reserve(blockSize);
    m_blocks.back().push_back(std::move(annotation));
  }
  template <class Visit>
  void forEach(Visit visit) const {
    for (const auto& block : m_blocks)
      for (const Annotation& annotation : block) visit(annotation);
  }
  /// The same, and nothing is left.
  template <class Visit>
  void consume(Visit visit) {
    for (auto& block : m_blocks) {
      for (const Annotation& annotation : block) visit(annotation);
      std::vector<Annotation>().swap(block);
    }
  }

 private:
  static constexpr size_t blockSize = 4096;
  std::vector<std::vector<Annotation>> m_blocks;
};
struct Picture {
  int64_t id = -1;
  std::string file;
  int width = 0, height = 0;
};

/// Keeps what is needed while the file streams by. Depth 1 is the file's object, 2 its arrays, 3 their items.
class Collector : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::vector<Picture> images;
  AnnotationBlocks annotations;
  std::map<int64_t, std::string> categories;
  std::string error;
  size_t errorAt = 0;
  bool stopped = false;
  std::function<bool()> goOn = [] { return true; };

  bool null() override { return true; }
  bool boolean(bool value) override { return number(value ? 1 : 0); }
  bool number_integer(number_integer_t value) override { return number(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t&) override { return number(value); }
  bool string(string_t& value) override {
    if (m_depth == 3 && m_section == "images" && m_key == "file_name") m_picture.file = value;
    if (m_depth == 3 && m_section == "categories" && m_key == "name") m_name = value;
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
    if (++m_events % 4096 == 0 && !goOn()) {
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
    return false;
  }

 private:
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
      images.push_back(m_picture);
    } else if (m_section == "annotations") {
      m_annotation.id = m_id;
      annotations.add(std::move(m_annotation));
    } else if (m_section == "categories") {
      categories[m_id] = m_name;
    }
  }
  int m_depth = 0;
  size_t m_events = 0;
  std::string m_section, m_inner, m_key, m_name;
  int64_t m_id = -1;
  Picture m_picture;
  Annotation m_annotation;
};

std::string className(const Collector& file, int64_t category) {
  const auto known = file.categories.find(category);
  return known == file.categories.end() || known->second.empty() ? "#" + std::to_string(category)
                                                                 : known->second;
}

}  // namespace

ImportReport readCoco(const fs::path& path, const fs::path& imageFolder, const Progress& progress) {
  Collector file;
  file.goOn = [&] { return !progress || progress(0, 0); };
  {
    GuardedJson bytes(path);
    std::istream stream(&bytes);
    const bool whole = nlohmann::json::sax_parse(stream, &file);
    if (file.stopped) throw Cancelled();
    if (!whole)
      throw DatasetError(
          {path.string(), 0,
           "is no readable JSON" + (file.error.empty() ? "" : " (byte " + std::to_string(file.errorAt) + ")"),
           "Nothing was imported"});
  }
  if (file.images.empty())
    throw DatasetError(
        {path.string(), 0, "names no images", "Choose a COCO file with images and annotations"});
  const fs::path home = fs::absolute(path).parent_path();
  std::vector<fs::path> folders;
  if (!imageFolder.empty()) folders.push_back(imageFolder);
  for (const fs::path& base : {home, home.parent_path()})
    for (const char* sub : {"", "images", "train2017", "val2017", "train", "val", "valid", "test"})
      folders.push_back(base / sub);
  const ImageLocator locator(folders);
  ImportReport report;
  const std::string split = splitNamedIn(path.stem().string());
  std::map<int64_t, size_t> byId;
  std::set<int64_t> unknownCategories;
  for (size_t i = 0; i < file.images.size(); ++i) {
    if (progress && !progress(static_cast<int64_t>(i), static_cast<int64_t>(file.images.size())))
      throw Cancelled();
    const Picture& picture = file.images[i];
    const fs::path found = locator.find(picture.file);
    if (found.empty()) {
      report.problems.push_back(
          {path.string(), 0, "its image " + picture.file + " was not found", "It was left out"});
      continue;
    }
    auto image = describeImage(found, split, report.problems);
    if (!image) continue;
    if (picture.width > 0 && (picture.width != image->width || picture.height != image->height))
      report.problems.push_back({path.string(), 0,
                                 picture.file + " is given as " + std::to_string(picture.width) + "x" +
                                     std::to_string(picture.height) + ", the upright image has " +
                                     std::to_string(image->width) + "x" + std::to_string(image->height),
                                 "The image's own size was taken; look at its boxes"});
    image->labelled = true;
    image->sourceId = picture.id;
    if (!byId.emplace(picture.id, report.images.size()).second)
      report.problems.push_back({path.string(), 0, "two images have the id " + std::to_string(picture.id),
                                 "Boxes went to the first"});
    report.images.push_back(std::move(*image));
  }
  std::vector<int64_t> ids;
  std::vector<size_t> counts(report.images.size());
  file.annotations.forEach([&](const Annotation& a) {
    if (a.id >= 0) ids.push_back(a.id);
    if (const auto owner = byId.find(a.image); owner != byId.end()) ++counts[owner->second];
  });
  std::sort(ids.begin(), ids.end());
  const auto doubles = static_cast<int64_t>(ids.end() - std::unique(ids.begin(), ids.end()));
  std::vector<int64_t>().swap(ids);
  for (size_t i = 0; i < counts.size(); ++i) report.images[i].boxes.reserve(counts[i]);
  int64_t orphans = 0;
  // Annotations go as their boxes come: the labels are never in memory twice.
  file.annotations.consume([&](const Annotation& a) {
    const auto owner = byId.find(a.image);
    if (owner == byId.end()) {
      ++orphans;
      return;
    }
    const std::string where = "annotation " + std::to_string(a.id);
    if (a.numbers != 4) {
      report.problems.push_back(
          {path.string(), 0, where + " has no bbox of four numbers", "It was left out"});
      return;
    }
    if (!file.categories.contains(a.category)) unknownCategories.insert(a.category);
    ImportedImage& image = report.images[owner->second];
    ImportedBox box{className(file, a.category), {}};
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
    if (fitIntoImage(box.box, image.width, image.height, {path.string() + ", " + where, 0, "", ""},
                     report.problems))
      image.boxes.push_back(std::move(box));
  });
  if (orphans > 0)
    report.problems.push_back({path.string(), 0,
                               std::to_string(orphans) + " annotations belong to images that are not there",
                               "They were left out"});
  if (doubles > 0)
    report.problems.push_back({path.string(), 0,
                               std::to_string(doubles) + " annotations share an id with another",
                               "All were kept"});
  for (const int64_t category : unknownCategories)
    report.problems.push_back({path.string(), 0, "category " + std::to_string(category) + " has no name",
                               "Its boxes got the class #" + std::to_string(category)});
  return report;
}

}  // namespace anchor
