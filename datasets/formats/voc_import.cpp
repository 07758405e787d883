#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>

#include "datasets/formats/image_locator.h"
#include "datasets/formats/voc_annotation.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

constexpr uintmax_t mostXmlBytes = uintmax_t{64} << 20;

fs::path firstFolder(const fs::path& root, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (fs::is_directory(root / name)) return root / name;
  return {};
}

bool load(const fs::path& file, VocAnnotation& annotation, std::vector<Problem>& problems) {
  std::error_code error;
  if (fs::file_size(file, error) <= mostXmlBytes) return annotation.parse(textOf(file));
  problems.push_back({file.string(), 0, "is larger than 64 MB", "It was left out"});
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

/// The images of a tree, by name and by stem.
class Pictures {
 public:
  explicit Pictures(const fs::path& folder) : m_folder(folder) {
    for (const auto& entry : fs::directory_iterator(folder))
      if (looksLikeImage(entry.path())) m_all.push_back(entry.path());
    std::sort(m_all.begin(), m_all.end());
    for (const fs::path& picture : m_all) m_byStem.emplace(picture.stem().string(), picture);
  }
  [[nodiscard]] const std::vector<fs::path>& all() const { return m_all; }

  /// The image of an annotation: <filename> if it is a plain name in the folder, else the annotation's own
  /// stem.
  [[nodiscard]] fs::path of(const std::string& named, const std::string& stem) const {
    const bool plain = !named.empty() && named.find_first_of("/\\") == std::string::npos && named != "..";
    if (plain && fs::is_regular_file(m_folder / named)) return m_folder / named;
    const auto found = m_byStem.find(stem);
    return found == m_byStem.end() ? fs::path() : found->second;
  }

 private:
  fs::path m_folder;
  std::vector<fs::path> m_all;
  std::map<std::string, fs::path> m_byStem;
};

}  // namespace

VocDialect vocDialectOf(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry :
       fs::directory_iterator(firstFolder(folder, {"Annotations", "annotations"}), error)) {
    if (entry.path().extension() != ".xml" || entry.file_size(error) > mostXmlBytes) continue;
    if (countsFromZero(textOf(entry.path()))) return VocDialect::FromZero;
  }
  return VocDialect::FromOne;
}

const char* vocDialectWords(VocDialect dialect) {
  return dialect == VocDialect::FromOne ? "Pascal VOC: pixels from 1, both ends counted"
                                        : "Pascal VOC: from 0, half-open";
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
  const Pictures pictures(images);
  const auto total = static_cast<int64_t>(files.size() + pictures.all().size());
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
    VocAnnotation annotation(file.string(), report.problems);
    if (!load(file, annotation, report.problems)) {
      // The image is listed with its trouble: nobody shall take it for one without objects.
      if (const fs::path own = pictures.of({}, file.stem().string()); !own.empty())
        trouble[own.string()] = file.filename().string() + ": " + report.problems.back().reason + ".";
      continue;
    }
    const std::string named = annotation.fileName();
    const fs::path picture = pictures.of(named, file.stem().string());
    if (picture.empty()) {
      report.problems.push_back({file.string(), 0,
                                 "its image " + (named.empty() ? file.stem().string() : named) +
                                     " is not in " + images.filename().string(),
                                 "The annotation was left out"});
      continue;
    }
    if (seen[picture.string()]) {
      report.problems.push_back({file.string(), 0,
                                 "the image " + picture.filename().string() + " has an annotation already",
                                 "This one was left out"});
      continue;
    }
    seen[picture.string()] = true;
    auto image = describeImage(picture, splitOf(file), report.problems);
    if (!image) continue;
    image->labelled = true;
    annotation.checkSize({image->width, image->height});
    annotation.readBoxes(dialect, *image);
    report.images.push_back(std::move(*image));
  }
  for (const fs::path& picture : pictures.all()) {
    advance();
    if (seen[picture.string()]) continue;
    auto image = describeImage(picture, splitOf(picture), report.problems);
    if (!image) continue;
    image->trouble = trouble[picture.string()];
    report.images.push_back(std::move(*image));
  }
  return report;
}

}  // namespace anchor
