#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "datasets/formats/image_locator.h"
#include "datasets/formats/yolo.h"
#include "datasets/images/image_reader.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

std::vector<std::string> linesOf(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    if (lines.empty() && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
      line.pop_back();
    lines.push_back(std::move(line));
  }
  return lines;
}

/// Numbers with a point, whatever the locale; nothing when a word is none.
std::optional<std::vector<double>> numbersIn(const std::string& line) {
  std::vector<double> values;
  const char* at = line.data();
  const char* end = at + line.size();
  while (at < end) {
    if (*at == ' ' || *at == '\t') {
      ++at;
      continue;
    }
    double value = 0;
    const auto [stop, error] = std::from_chars(at, end, value);
    if (error != std::errc() || !std::isfinite(value) || (stop < end && *stop != ' ' && *stop != '\t'))
      return std::nullopt;
    values.push_back(value);
    at = stop;
  }
  return values;
}

/// Whether a number can be a class's: some tools write whole ones with a point.
bool isClassNumber(double value) {
  return value == std::floor(value) && value >= 0 && value <= std::numeric_limits<int>::max();
}

/// The label file of an image: beside it, or where "labels" stands for the last "images" of its path.
std::vector<fs::path> labelFilesOf(const fs::path& image) {
  std::vector<fs::path> files;
  std::vector<fs::path> parts(image.begin(), image.end());
  const auto last = std::find_if(parts.rbegin(), parts.rend(), [](const fs::path& p) {
    return p == "images" || p == "JPEGImages" || p == "Images";
  });
  if (last != parts.rend()) {
    *last = "labels";
    fs::path other;
    for (const fs::path& part : parts) other /= part;
    files.push_back(other.replace_extension(".txt"));
  }
  files.push_back(fs::path(image).replace_extension(".txt"));
  return files;
}

std::vector<fs::path> imagesBelow(const fs::path& folder) {
  std::vector<fs::path> images;
  std::error_code error;
  for (auto entry =
           fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
       entry != fs::recursive_directory_iterator(); entry.increment(error))
    if (entry->is_regular_file(error) && looksLikeImage(entry->path())) images.push_back(entry->path());
  std::sort(images.begin(), images.end());
  return images;
}

struct Names {
  std::map<int, std::string> byNumber;
  fs::path file;
};

std::optional<YAML::Node> yamlWithNames(const fs::path& file) {
  try {
    YAML::Node node = YAML::LoadFile(file.string());
    if (node.IsMap() && node["names"]) return node;
  } catch (const YAML::Exception&) {
    // Some other text; the caller looks on.
  }
  return std::nullopt;
}

/// What a data.yaml says besides.
struct DataYaml {
  Names names;
  std::map<std::string, std::vector<std::string>> splits;  ///< folders, or lists of images
};

/// Throws DatasetError.
DataYaml readDataYaml(const YAML::Node& node, const fs::path& file) {
  try {
    DataYaml out{{{}, file}, {}};
    const YAML::Node list = node["names"];
    int number = 0;
    if (list.IsSequence())
      for (const auto& name : list) out.names.byNumber[number++] = name.as<std::string>();
    else
      for (const auto& pair : list) out.names.byNumber[pair.first.as<int>()] = pair.second.as<std::string>();
    for (const char* split : {"train", "val", "test"}) {
      const YAML::Node place = node[split];
      if (!place || place.IsNull()) continue;
      out.splits[split] =
          place.IsSequence() ? place.as<std::vector<std::string>>() : std::vector{place.as<std::string>()};
    }
    return out;
  } catch (const YAML::Exception& error) {
    throw DatasetError(
        {file.string(), error.mark.line + 1, "names classes or splits in a way that is not read",
         "Write names as a list or as numbers with names, and each split as a path or a list"});
  }
}

class Reader {
 public:
  Reader(fs::path root, const Progress& progress) : m_root(std::move(root)), m_progress(progress) {}

  ImportReport read() {
    readNames();
    readLists();
    const auto images = imagesBelow(m_root);
    std::map<fs::path, fs::path> owner;  // two images of one stem would share one label file
    for (size_t i = 0; i < images.size(); ++i) {
      if (m_progress && !m_progress(static_cast<int64_t>(i), static_cast<int64_t>(images.size())))
        throw Cancelled();
      auto image = describeImage(images[i], splitOf(images[i]), m_report.problems);
      if (!image) continue;
      for (const fs::path& labels : labelFilesOf(images[i])) {
        if (!fs::is_regular_file(labels)) continue;
        const auto [other, fresh] = owner.emplace(labels, images[i]);
        if (fresh)
          readLabels(labels, *image);
        else
          report(
              labels, 0,
              "belongs to " + other->second.filename().string() + " and to " + images[i].filename().string(),
              "It was given to the first; the other is not labelled");
        break;
      }
      m_report.images.push_back(std::move(*image));
    }
    if (m_report.images.empty())
      throw DatasetError(
          {m_root.string(), 0, "holds no images", "Choose the folder above images and labels"});
    for (const int number : m_unknown)
      report(m_root, 0, "class " + std::to_string(number) + " has no name",
             "Its boxes got the class #" + std::to_string(number) + "; rename it or merge it");
    if (m_scores > 0)
      report(m_root, 0, std::to_string(m_scores) + " boxes have a score as a sixth number",
             "It is kept with the box");
    if (m_polygons > 0)
      report(m_root, 0, std::to_string(m_polygons) + " lines are polygons", "The box around each was taken");
    return std::move(m_report);
  }

 private:
  void report(const fs::path& file, int line, const std::string& reason, const std::string& remedy) {
    m_report.problems.push_back({file.string(), line, reason, remedy});
  }

  void readNames() {
    std::vector<Names> found;
    std::vector<fs::path> files;
    for (const fs::path& folder : {m_root, m_root / "data", m_root / "labels", m_root / "obj_train_data"}) {
      std::error_code error;
      for (const auto& entry : fs::directory_iterator(folder, error)) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      const std::string extension = file.extension().string();
      if (extension == ".yaml" || extension == ".yml") {
        const auto node = yamlWithNames(file);
        if (!node) continue;
        DataYaml yaml = readDataYaml(*node, file);
        for (auto& [split, paths] : yaml.splits) m_yamlSplits[split] = std::move(paths);
        found.push_back(std::move(yaml.names));
      } else if (extension == ".names" || file.filename() == "classes.txt" ||
                 file.filename() == "labels.txt") {
        Names names{{}, file};
        int number = 0;
        for (const std::string& line : linesOf(file))
          if (!line.empty()) names.byNumber[number++] = line;
        if (!names.byNumber.empty()) found.push_back(std::move(names));
      }
    }
    if (found.empty()) return;
    m_names = found.front().byNumber;
    for (const Names& other : found)
      if (other.byNumber != m_names)
        report(other.file, 0, "names other classes than " + found.front().file.filename().string(),
               found.front().file.filename().string() + " was believed");
  }

  /// Lists of images for each split: what data.yaml points to, or train.txt, valid.txt, test.txt.
  void readLists() {
    const auto list = [this](const fs::path& file, const std::string& split) {
      for (const std::string& line : linesOf(file))
        if (!line.empty()) m_listed[fs::path(line).filename().string()] = split;
    };
    for (const auto& [split, paths] : m_yamlSplits)
      for (const std::string& path : paths) {
        if (path.ends_with(".txt"))
          list(m_root / fs::path(path).relative_path(), split);
        else
          m_folders.emplace_back(fs::path(path).lexically_normal().generic_string(), split);
      }
    for (const char* name : {"train", "valid", "val", "test"})
      for (const fs::path& folder : {m_root, m_root / "data"})
        if (const fs::path file = folder / (std::string(name) + ".txt"); fs::is_regular_file(file))
          list(file, splitNamedIn(name));
  }

  [[nodiscard]] std::string splitOf(const fs::path& image) const {
    if (const auto listed = m_listed.find(image.filename().string()); listed != m_listed.end())
      return listed->second;
    const std::string below = image.lexically_relative(m_root).generic_string();
    for (const auto& [folder, split] : m_folders) {
      std::string prefix = folder;
      while (prefix.starts_with("../")) prefix.erase(0, 3);  // Roboflow writes ../train/images
      if (!prefix.empty() && below.starts_with(prefix + "/")) return split;
    }
    for (const fs::path& part : fs::path(below).parent_path())
      if (std::string split = splitNamedIn(part.string()); !split.empty()) return split;
    return {};
  }

  void readLabels(const fs::path& file, ImportedImage& image) {
    image.labelled = true;
    int number = 0;
    for (const std::string& line : linesOf(file)) {
      ++number;
      if (line.empty()) continue;
      const auto values = numbersIn(line);
      const bool polygon = values && values->size() >= 7 && values->size() % 2 == 1;
      const bool box = values && (values->size() == 5 || values->size() == 6);
      if ((!box && !polygon) || !isClassNumber((*values)[0])) {
        report(file, number, "is not \"class cx cy w h\"", "The line was left out, and the image is locked");
        if (image.trouble.empty())
          image.trouble =
              file.filename().string() + ", line " + std::to_string(number) + ", is not \"class cx cy w h\".";
        continue;
      }
      addBox(file, number, *values, polygon, image);
    }
  }

  void addBox(const fs::path& file, int line, const std::vector<double>& v, bool polygon,
              ImportedImage& image) {
    ImportedBox box{nameOf(static_cast<int>(v[0])), {}};
    if (polygon) {
      ++m_polygons;
      double x1 = 1e9, y1 = 1e9, x2 = -1e9, y2 = -1e9;
      for (size_t i = 1; i + 1 < v.size(); i += 2) {
        x1 = std::min(x1, v[i]);
        x2 = std::max(x2, v[i]);
        y1 = std::min(y1, v[i + 1]);
        y2 = std::max(y2, v[i + 1]);
      }
      box.box.x1 = x1 * image.width;
      box.box.x2 = x2 * image.width;
      box.box.y1 = y1 * image.height;
      box.box.y2 = y2 * image.height;
    } else {
      box.box.x1 = (v[1] - v[3] / 2) * image.width;
      box.box.x2 = (v[1] + v[3] / 2) * image.width;
      box.box.y1 = (v[2] - v[4] / 2) * image.height;
      box.box.y2 = (v[2] + v[4] / 2) * image.height;
      if (v.size() == 6) {
        ++m_scores;
        box.box.score = v[5];
      }
    }
    if (fitIntoImage(box.box, image.width, image.height, {file.string(), line, "", ""}, m_report.problems))
      image.boxes.push_back(std::move(box));
  }

  std::string nameOf(int number) {
    const auto found = m_names.find(number);
    if (found != m_names.end()) return found->second;
    m_unknown.insert(number);
    return "#" + std::to_string(number);
  }

  fs::path m_root;
  const Progress& m_progress;
  ImportReport m_report;
  std::map<int, std::string> m_names;
  std::map<std::string, std::vector<std::string>> m_yamlSplits;
  std::map<std::string, std::string> m_listed;
  std::vector<std::pair<std::string, std::string>> m_folders;
  std::set<int> m_unknown;
  int64_t m_scores = 0, m_polygons = 0;
};

}  // namespace

std::optional<YoloLayout> yoloLayoutOf(const fs::path& folder) {
  std::error_code error;
  bool named = false;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string extension = entry.path().extension().string();
    if ((extension == ".yaml" || extension == ".yml") && yamlWithNames(entry.path()))
      return YoloLayout::Folders;
    named = named || extension == ".names" || entry.path().filename() == "classes.txt";
  }
  // An image with a label file that begins with five numbers decides; a few hundred are looked at.
  int looked = 0;
  for (auto entry =
           fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
       entry != fs::recursive_directory_iterator() && looked < 300; entry.increment(error)) {
    if (!entry->is_regular_file(error) || !looksLikeImage(entry->path())) continue;
    ++looked;
    for (const fs::path& labels : labelFilesOf(entry->path())) {
      if (!fs::is_regular_file(labels)) continue;
      const auto lines = linesOf(labels);
      const auto first = lines.empty() ? std::nullopt : numbersIn(lines.front());
      const bool fits = first && first->size() >= 5 && isClassNumber((*first)[0]);
      if (fits || (named && lines.empty()))
        return labels.parent_path() == entry->path().parent_path() ? YoloLayout::Flat : YoloLayout::Folders;
    }
  }
  return std::nullopt;
}

ImportReport readYolo(const fs::path& folder, const Progress& progress) {
  return Reader(fs::absolute(folder).lexically_normal(), progress).read();
}

}  // namespace anchor
