#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "datasets/formats/image_locator.h"
#include "datasets/formats/yolo.h"
#include "datasets/formats/yolo_text.h"
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
          m_labels.read(opened(labels), labels, *image);
        else
          report(
              labels, 0,
              "belongs to " + other->second.filename().string() + " and to " + images[i].filename().string(),
              "It was given to the first; the other is not labelled");
        break;
      }
      m_report.images.push_back(std::move(*image));
    }
    if (m_report.images.empty() && !m_report.problems.empty()) throw DatasetError(m_report.problems.front());
    if (m_report.images.empty())
      throw DatasetError(
          {m_root.string(), 0, "holds no images", "Choose the folder above images and labels"});
    m_labels.reportAll(m_root.string());
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
        auto yaml = readYoloYaml(opened(file), file.string());
        if (!yaml) continue;
        for (auto& [split, paths] : yaml->splits) m_yamlSplits[split] = std::move(paths);
        found.push_back({std::move(yaml->names), file});
      } else if (extension == ".names" || file.filename() == "classes.txt" ||
                 file.filename() == "labels.txt") {
        Names names{{}, file};
        int number = 0;
        std::string text = textOf(file);
        requireUtf8(text, file.string());
        for (const std::string& line : linesOf(std::istringstream(std::move(text))))
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
      for (const std::string& line : linesOf(opened(file)))
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

  fs::path m_root;
  const Progress& m_progress;
  ImportReport m_report;
  std::map<int, std::string> m_names;
  std::map<std::string, std::vector<std::string>> m_yamlSplits;
  std::map<std::string, std::string> m_listed;
  std::vector<std::pair<std::string, std::string>> m_folders;
  YoloLabels m_labels{m_names, m_report.problems};
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

ImportReport readYolo(const fs::path& folder, const Progress& progress) {
  return Reader(fs::absolute(folder).lexically_normal(), progress).read();
}

}  // namespace anchor
