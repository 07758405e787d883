#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "datasets/formats/plain_numbers.h"
#include "datasets/formats/voc.h"
#include "datasets/images/content_hash.h"
#include "datasets/images/image_reader.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

constexpr uintmax_t mostXmlBytes = uintmax_t{64} << 20;

fs::path firstFolder(const fs::path& root, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (fs::is_directory(root / name)) return root / name;
  return {};
}

int lineOf(const std::string& text, std::ptrdiff_t offset) {
  const auto end =
      text.begin() + std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(text.size()));
  return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

/// Nesting depth of the tags, without building a tree: pugixml would follow any depth.
bool tooDeep(const std::string& text) {
  int depth = 0;
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '<' || text[i + 1] == '?' || text[i + 1] == '!') continue;
    const size_t end = text.find('>', i);
    if (end == std::string::npos) return false;
    depth += text[i + 1] == '/' ? -1 : text[end - 1] == '/' ? 0 : 1;
    if (depth > 64) return true;
    i = end;
  }
  return false;
}

/// stem → split, from ImageSets/Main. A stem in several lists keeps the first of test, val, train.
std::map<std::string, std::string> readSplits(const fs::path& root, const fs::path& annotations,
                                              std::vector<Problem>& problems) {
  std::map<std::string, std::string> splits;
  for (const char* split : {"test", "val", "train"}) {
    const fs::path list = root / "ImageSets" / "Main" / (std::string(split) + ".txt");
    std::ifstream file(list);
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
      const auto trim = [&line] {
        while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) line.pop_back();
      };
      trim();
      // Lists of one class have a number behind the name; a name may end in one too.
      for (const char* mark : {" -1", " 0", " 1"})
        if (line.ends_with(mark) && !fs::exists(annotations / (line + ".xml")))
          line.resize(line.size() - std::strlen(mark));
      trim();
      const std::string stem = line;
      if (stem.empty()) continue;
      const auto [known, fresh] = splits.emplace(stem, split);
      if (!fresh && known->second != split)
        problems.push_back({list.string(), number, stem + " is also in " + known->second + ".txt",
                            "It stays in " + known->second});
    }
  }
  return splits;
}

/// Reads one annotation into an image. Every fault becomes a problem with its line.
class AnnotationReader {
 public:
  AnnotationReader(const fs::path& file, VocDialect dialect, std::vector<Problem>& problems)
      : m_file(file), m_dialect(dialect), m_problems(problems) {}

  bool load() {
    std::error_code error;
    if (fs::file_size(m_file, error) > mostXmlBytes)
      return report(0, "is larger than 64 MB", "It was left out");
    std::ifstream stream(m_file, std::ios::binary);
    m_text.assign(std::istreambuf_iterator<char>(stream), {});
    if (tooDeep(m_text)) return report(0, "nests tags deeper than 64", "It was left out");
    const pugi::xml_parse_result result =
        m_document.load_buffer(m_text.data(), m_text.size(), pugi::parse_default & ~pugi::parse_doctype);
    if (!result)
      return report(lineOf(m_text, result.offset),
                    std::string("the XML cannot be read: ") + result.description(), "The file was left out");
    if (!root()) return report(1, "has no <annotation>", "The file was left out");
    return true;
  }
  [[nodiscard]] std::string fileName() const { return root().child("filename").text().get(); }

  void checkSize(const PictureSize& size) {
    const pugi::xml_node node = root().child("size");
    if (!node) return;
    const int width = node.child("width").text().as_int();
    const int height = node.child("height").text().as_int();
    if (width != size.width || height != size.height)
      report(lineOf(m_text, node.offset_debug()),
             "gives the size " + std::to_string(width) + "x" + std::to_string(height) + ", the image has " +
                 std::to_string(size.width) + "x" + std::to_string(size.height),
             "The image's own size was taken");
  }

  void readBoxes(ImportedImage& image) {
    for (const pugi::xml_node object : root().children("object")) {
      const int line = lineOf(m_text, object.offset_debug());
      const std::string name = object.child("name").text().get();
      if (name.empty()) {
        report(line, "an object has no name", "It was left out");
        continue;
      }
      ImportedBox box{name, {}};
      if (!readCorners(object.child("bndbox"), line, box.box)) continue;
      box.box.difficult = object.child("difficult").text().as_int() != 0;
      box.box.truncated = object.child("truncated").text().as_int() != 0;
      box.box.occluded = object.child("occluded").text().as_int() != 0;
      const std::string pose = object.child("pose").text().get();
      if (pose != "Unspecified") box.box.pose = pose;
      readAttributes(object, box.box);
      if (fitIntoImage(box.box, image.width, image.height, {m_file.string(), line, "", ""}, m_problems))
        image.boxes.push_back(std::move(box));
    }
  }

 private:
  [[nodiscard]] pugi::xml_node root() const { return m_document.child("annotation"); }
  bool report(int line, const std::string& reason, const std::string& remedy) {
    m_problems.push_back({m_file.string(), line, reason, remedy});
    return false;
  }
  bool readCorners(const pugi::xml_node& node, int line, LabelBox& box) {
    double values[4];
    const char* const names[] = {"xmin", "ymin", "xmax", "ymax"};
    for (int i = 0; i < 4; ++i) {
      const auto value = plainNumber(node.child(names[i]).text().get());
      if (!value) return report(line, std::string("an object has no usable ") + names[i], "It was left out");
      values[i] = *value;
    }
    const double first = m_dialect == VocDialect::FromOne ? 1 : 0;
    box.x1 = values[0] - first;
    box.y1 = values[1] - first;
    box.x2 = values[2];
    box.y2 = values[3];
    // xmin = xmax names one column in VOC's inclusive reading, but annotation tools write it for a click
    // without a drag.
    if (values[2] <= values[0] || values[3] <= values[1])
      return report(line, "an object's box has no area", "It was left out");
    return true;
  }

  /// Tags that VOC does not know: simple ones by their name, and CVAT's list of names and values.
  static void readAttributes(const pugi::xml_node& object, LabelBox& box) {
    static const std::set<std::string> known{"name",   "pose", "truncated",  "occluded", "difficult",
                                             "bndbox", "part", "attributes", "actions",  "point"};
    for (const pugi::xml_node tag : object.children())
      if (!known.contains(tag.name()) && tag.first_child().type() == pugi::node_pcdata)
        box.attributes[tag.name()] = tag.text().get();
    for (const pugi::xml_node attribute : object.child("attributes").children("attribute"))
      box.attributes[attribute.child("name").text().get()] = attribute.child("value").text().get();
  }

  fs::path m_file;
  VocDialect m_dialect;
  std::vector<Problem>& m_problems;
  std::string m_text;
  pugi::xml_document m_document;
};

/// The image of an annotation: <filename> if it is a plain name in the image folder, else the annotation's
/// own stem.
fs::path imageOf(const fs::path& images, const std::string& named, const std::string& stem) {
  const bool plain = !named.empty() && named.find_first_of("/\\") == std::string::npos && named != "..";
  if (plain && fs::is_regular_file(images / named)) return images / named;
  for (const char* extension : {".jpg", ".jpeg", ".png", ".JPG", ".JPEG", ".PNG", ".bmp", ".tif", ".webp"})
    if (fs::is_regular_file(images / (stem + extension))) return images / (stem + extension);
  return {};
}

}  // namespace

VocDialect vocDialectOf(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry :
       fs::directory_iterator(firstFolder(folder, {"Annotations", "annotations"}), error)) {
    if (entry.path().extension() != ".xml" || entry.file_size(error) > mostXmlBytes) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    for (const char* tag : {"<xmin>", "<ymin>", "<xmax>", "<ymax>"})
      for (size_t at = text.find(tag); at != std::string::npos; at = text.find(tag, at + 1)) {
        const auto found =
            plainNumber(std::string_view(text).substr(at + 6, text.find('<', at + 6) - at - 6));
        if (!found) continue;
        const double value = *found;
        const bool first = std::string_view(tag).ends_with("min>");
        if (value != std::floor(value) || (value == 0 && first)) return VocDialect::FromZero;
      }
  }
  return VocDialect::FromOne;
}

const char* vocDialectWords(VocDialect dialect) {
  return dialect == VocDialect::FromOne ? "pixels from 1, both ends counted" : "from 0, half-open";
}

bool looksLikeVoc(const fs::path& folder) {
  return !firstFolder(folder, {"Annotations", "annotations"}).empty();
}

ImportReport readVoc(const fs::path& folder, const Progress& progress) {
  const fs::path root = fs::absolute(folder).lexically_normal();
  const fs::path annotations = firstFolder(root, {"Annotations", "annotations"});
  const fs::path images = firstFolder(root, {"JPEGImages", "images", "Images"});
  if (annotations.empty() || images.empty())
    throw DatasetError({root.string(), 0,
                        "is not a Pascal VOC tree: it needs the folders Annotations and JPEGImages",
                        "Choose the folder that holds both, or import it as plain images"});
  ImportReport report;
  const auto splits = readSplits(root, annotations, report.problems);

  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(annotations))
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<fs::path> pictures;
  for (const auto& entry : fs::directory_iterator(images))
    if (looksLikeImage(entry.path())) pictures.push_back(entry.path());
  const auto total = static_cast<int64_t>(files.size() + pictures.size());
  int64_t done = 0;
  const auto advance = [&] {
    if (progress && !progress(done++, total)) throw Cancelled();
  };

  const VocDialect dialect = vocDialectOf(root);
  std::map<std::string, std::string> trouble;
  std::map<std::string, bool> seen;
  const auto splitOf = [&](const fs::path& file) {
    const auto found = splits.find(file.stem().string());
    return found == splits.end() ? std::string() : found->second;
  };
  for (const fs::path& file : files) {
    advance();
    AnnotationReader annotation(file, dialect, report.problems);
    if (!annotation.load()) {
      // The image is listed with its trouble: nobody shall take it for one without objects.
      if (const fs::path own = imageOf(images, {}, file.stem().string()); !own.empty())
        trouble[own.string()] = file.filename().string() + ": " + report.problems.back().reason + ".";
      continue;
    }
    const fs::path picture = imageOf(images, annotation.fileName(), file.stem().string());
    if (picture.empty()) {
      report.problems.push_back(
          {file.string(), 0,
           "its image " + annotation.fileName() + " is not in " + images.filename().string(),
           "The annotation was left out"});
      continue;
    }
    if (seen[picture.string()]) {
      report.problems.push_back({file.string(), 0,
                                 "the image " + picture.filename().string() + " has an annotation already",
                                 "This one was left out"});
      continue;
    }
    try {
      const PictureSize size = imageSize(picture);
      ImportedImage image{picture.string(),     size.width, size.height, splitOf(file),
                          contentHash(picture), true,       {},          {}};
      annotation.checkSize(size);
      annotation.readBoxes(image);
      seen[picture.string()] = true;
      report.images.push_back(std::move(image));
    } catch (const DatasetError& failure) {
      report.problems.push_back(failure.problem());
    }
  }
  std::sort(pictures.begin(), pictures.end());
  for (const fs::path& picture : pictures) {
    advance();
    if (seen[picture.string()]) continue;
    try {
      const PictureSize size = imageSize(picture);
      report.images.push_back({picture.string(),
                               size.width,
                               size.height,
                               splitOf(picture),
                               contentHash(picture),
                               false,
                               {},
                               trouble[picture.string()]});
    } catch (const DatasetError& failure) {
      report.problems.push_back(failure.problem());
    }
  }
  return report;
}

}  // namespace anchor
