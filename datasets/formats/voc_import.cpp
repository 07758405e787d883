#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>

#include "datasets/formats/image_locator.h"
#include "datasets/formats/voc_annotation.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

constexpr uintmax_t mostXmlBytes = uintmax_t{64} << 20;

fs::path firstFolder(const fs::path& root, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (fs::is_directory(root / name)) return root / name;
  return {};
}

std::string textOf(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
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
    VocAnnotation annotation(file.string(), report.problems);
    if (!load(file, annotation, report.problems)) {
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
    seen[picture.string()] = true;
    auto image = describeImage(picture, splitOf(file), report.problems);
    if (!image) continue;
    image->labelled = true;
    annotation.checkSize({image->width, image->height});
    annotation.readBoxes(dialect, *image);
    report.images.push_back(std::move(*image));
  }
  std::sort(pictures.begin(), pictures.end());
  for (const fs::path& picture : pictures) {
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
