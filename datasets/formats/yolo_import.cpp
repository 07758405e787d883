// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fstream>
#include <map>

#include "datasets/cancelled.h"
#include "datasets/formats/image_locator.h"
#include "datasets/formats/label_format.h"
#include "datasets/formats/label_places.h"
#include "datasets/formats/yolo.h"
#include "datasets/formats/yolo_text.h"
#include "datasets/images/image_file.h"
#include "datasets/images/image_reader.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

std::ifstream opened(const fs::path& file) { return std::ifstream(file, std::ios::binary); }

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

struct Names {
  std::map<int, std::string> byNumber;
  fs::path file;
};

class Reader {
 public:
  Reader(fs::path root, const Progress& progress) : m_root(std::move(root)), m_progress(progress) {}

  ImportReport read() {
    readNames();
    readLists();
    const auto images = imagesBelow(m_root);
    std::map<fs::path, fs::path> owner;  // two images of one stem would share one label file
    std::vector<fs::path> unread;        // label files of images that cannot be read
    for (size_t i = 0; i < images.size(); ++i) {
      if (m_progress && !m_progress(static_cast<int64_t>(i), static_cast<int64_t>(images.size())))
        throw Cancelled();
      auto image = describeImage(images[i], splitOf(images[i]), m_report);
      for (const fs::path& labels : labelFilesOf(images[i])) {
        if (!fs::is_regular_file(labels)) continue;
        if (!image) {
          unread.push_back(labels);
          break;
        }
        const auto [other, fresh] = owner.emplace(labels, images[i]);
        if (fresh)
          m_labels.read(opened(labels), labels, *image);
        else
          report(labels, 0,
                 say("belongs to %1 and to %2", other->second.filename().string(),
                     images[i].filename().string()),
                 say("It was assigned to the first; the other one is not labelled"));
        break;
      }
      if (image) m_report.images.push_back(std::move(*image));
    }
    for (const fs::path& labels : unread)
      if (owner.emplace(labels, fs::path()).second)
        m_labels.lose(opened(labels), labels, say("its image cannot be read"));
    reportLabelsWithoutImage(owner);
    if (m_report.images.empty() && !m_report.problems.empty()) throw UserError(m_report.problems.front());
    if (m_report.images.empty())
      throw UserError(
          {m_root.string(), 0, say("contains no images"), say("Choose the folder above images and labels")});
    m_labels.reportAll(m_root.string());
    m_report.classes = m_classes.inOrder();
    m_report.settle();
    return std::move(m_report);
  }

 private:
  void report(const fs::path& file, int line, const Message& reason, const Message& remedy) {
    m_report.problems.push_back({file.string(), line, reason, remedy});
  }

  /// Label files that no image took.
  void reportLabelsWithoutImage(const std::map<fs::path, fs::path>& owner) {
    std::error_code error;
    const auto options = fs::directory_options::skip_permission_denied;
    for (auto entry = fs::recursive_directory_iterator(m_root, options, error);
         entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      const fs::path& file = entry->path();
      if (file.extension() != ".txt" || owner.contains(file) || !entry->is_regular_file(error)) continue;
      const auto lines = linesOf(opened(file));
      const bool labels = std::ranges::any_of(lines, looksLikeYoloLabel) ||
                          (lines.empty() && file.string().find("/labels/") != std::string::npos);
      if (!labels) continue;
      report(file, 0, say("has no matching image"), say("Its labels were left out"));
      m_labels.lose(opened(file), file, say("its image was not found"));
    }
  }

  void readNames() {
    std::vector<Names> found;
    std::vector<fs::path> files;
    std::vector<fs::path> folders{m_root, m_root / "data", m_root / "labels", m_root / "obj_train_data"};
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(m_root / "labels", error))
      if (entry.is_directory(error)) folders.push_back(entry.path());
    for (const fs::path& folder : folders) {
      for (const auto& entry : fs::directory_iterator(folder, error)) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      const std::string extension = file.extension().string();
      if (extension == ".yaml" || extension == ".yml") {
        const size_t before = m_report.problems.size();
        auto yaml = readYoloYaml(opened(file), file.string(), m_report.problems);
        if (!yaml && m_report.problems.size() > before)
          m_report.ledger.passOver(file.string(), FileRole::Classes, m_report.problems.back().reason);
        if (!yaml) continue;
        m_report.ledger.file(file.string(), FileRole::Classes);
        for (auto& [split, paths] : yaml->splits) m_yamlSplits[split] = std::move(paths);
        m_yamlPath = yaml->path;
        m_yamlFile = file;
        m_labels.keypoints(yaml->keypointNumbers);
        found.push_back({std::move(yaml->names), file});
      } else if (isClassList(file)) {
        m_report.ledger.file(file.string(), FileRole::Classes);
        Names names{classList(file), file};
        if (!names.byNumber.empty()) found.push_back(std::move(names));
      }
    }
    if (found.empty()) return;
    // The file that says more than names is the one that training programs read.
    std::stable_partition(found.begin(), found.end(), [](const Names& names) {
      return lowerCase(names.file.extension().string()) != ".names" && names.file.extension() != ".txt";
    });
    m_classes.names = found.front().byNumber;
    for (const Names& other : found)
      if (other.byNumber != m_classes.names)
        report(other.file, 0, say("lists different classes from %1", found.front().file.filename().string()),
               say("%1 was used", found.front().file.filename().string()));
  }

  /// Lists of images for each split: what data.yaml points to, or train.txt, valid.txt, test.txt.
  void readLists() {
    const fs::path base = yamlBase();
    for (const auto& [split, paths] : m_yamlSplits)
      for (std::string path : paths) {
        std::replace(path.begin(), path.end(), '\\', '/');
        const fs::path place = placeBelow(base, path);
        std::error_code error;
        if (fs::is_directory(place, error))
          m_folders.emplace_back(place.lexically_relative(m_root).generic_string(), split);
        else if (fs::is_regular_file(place, error))
          m_lists.read(place, split, ImageLists::Entries::Files, base);
        else
          report(m_yamlFile, 0, say("points %1 to %2, which was not found", split, path),
                 say("Files elsewhere were read, but their split is unknown"));
      }
    m_lists.readUsual({m_root, m_root / "data"}, ImageLists::Entries::Files, base);
  }

  /// The folder that data.yaml's paths begin from: its `path` where that is here, else the yaml's own.
  [[nodiscard]] fs::path yamlBase() const {
    std::string path = m_yamlPath;
    std::replace(path.begin(), path.end(), '\\', '/');
    std::error_code error;
    const fs::path below = fs::path(path).relative_path().lexically_normal();
    if (!path.empty() && *below.begin() != ".." && fs::is_directory(m_root / below, error))
      return (m_root / below).lexically_normal();
    return m_root;
  }

  /// Roboflow writes ../train/images for train/images, and paths of another machine end as ours do.
  [[nodiscard]] fs::path placeBelow(const fs::path& base, const std::string& path) const {
    fs::path wanted = fs::path(path).lexically_normal().relative_path();
    while (!wanted.empty() && *wanted.begin() == "..") wanted = wanted.lexically_relative("..");
    if (!wanted.has_filename()) wanted = wanted.parent_path();
    std::error_code error;
    const bool foreign = fs::path(path).is_absolute();
    do {
      for (const fs::path& start : {base, m_root})
        if (fs::exists(start / wanted, error)) return (start / wanted).lexically_normal();
      wanted = wanted.begin() == wanted.end() ? wanted : wanted.lexically_relative(*wanted.begin());
    } while (foreign && std::distance(wanted.begin(), wanted.end()) > 1);
    return base / path;
  }

  [[nodiscard]] std::string splitOf(const fs::path& image) const {
    if (std::string listed = m_lists.splitOf(image); !listed.empty()) return listed;
    const std::string below = image.lexically_relative(m_root).generic_string();
    std::string split;
    for (const auto& [folder, named] : m_folders) {
      if (folder != "." && !below.starts_with(folder + "/")) continue;
      if (!split.empty() && split != named) return splitOfFolders(m_root, image);  // one folder for both
      split = named;
    }
    return split.empty() ? splitOfFolders(m_root, image) : split;
  }

  fs::path m_root;
  const Progress& m_progress;
  ImportReport m_report;
  NumberedClasses m_classes;
  std::map<std::string, std::vector<std::string>> m_yamlSplits;
  std::string m_yamlPath;
  fs::path m_yamlFile;
  ImageLists m_lists{m_root, m_report};
  std::vector<std::pair<std::string, std::string>> m_folders;
  YoloLabels m_labels{m_classes, m_report};
};

}  // namespace

std::optional<YoloLayout> yoloLayoutOf(const fs::path& folder) {
  std::error_code error;
  bool named = false;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string extension = entry.path().extension().string();
    if ((extension == ".yaml" || extension == ".yml") && looksLikeYoloYaml(opened(entry.path())))
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
      const auto lines = linesOf(opened(labels));
      const bool fits = !lines.empty() && looksLikeYoloLabel(lines.front());
      if (fits || (named && lines.empty()))
        return labels.parent_path() == entry->path().parent_path() ? YoloLayout::Flat : YoloLayout::Folders;
    }
  }
  return std::nullopt;
}

std::optional<DetectedLabels> detectYolo(const fs::path& folder) {
  const auto layout = yoloLayoutOf(folder);
  if (!layout) return std::nullopt;
  const bool flat = *layout == YoloLayout::Flat;
  return DetectedLabels{flat ? LabelFormat::YoloFlat : LabelFormat::Yolo,
                        {folder},
                        flat ? say("YOLO: label files beside the images, parts of the sides")
                             : say("YOLO: images and labels folders, parts of the sides"),
                        {}};
}

bool isYoloLabelFile(const fs::path& file) { return looksLikeYoloLabel(firstLine(file)); }

ImportReport readYolo(const fs::path& folder, const Progress& progress) {
  return Reader(fs::absolute(folder).lexically_normal(), progress).read();
}

}  // namespace anchor
