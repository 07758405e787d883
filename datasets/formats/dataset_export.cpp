#include "datasets/formats/dataset_export.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

#include "datasets/formats/coco.h"
#include "datasets/formats/voc.h"
#include "datasets/images/content_hash.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

/// The first part of a JSON file decides: a COCO file names images and annotations.
bool looksLikeCoco(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string head(1 << 16, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<size_t>(stream.gcount()));
  const auto first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string::npos || head[first] != '{') return false;
  return std::ranges::any_of(
      std::initializer_list<const char*>{"\"images\"", "\"annotations\"", "\"categories\""},
      [&](const char* key) { return head.find(key) != std::string::npos; });
}

std::vector<fs::path> cocoFilesIn(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const fs::path& place : {folder, folder / "annotations"}) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(place, error))
      if (entry.path().extension() == ".json" && looksLikeCoco(entry.path())) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

using BoxKey = std::pair<std::string, LabelBox>;

std::vector<BoxKey> sorted(std::vector<BoxKey> boxes) {
  std::sort(boxes.begin(), boxes.end(), [](const BoxKey& a, const BoxKey& b) {
    return std::tie(a.first, a.second.x1, a.second.y1, a.second.x2, a.second.y2) <
           std::tie(b.first, b.second.x1, b.second.y1, b.second.x2, b.second.y2);
  });
  return boxes;
}

[[noreturn]] void refuse(const fs::path& folder, const std::string& what) {
  throw DatasetError({folder.string(), 0, "the export was read back and differs: " + what,
                      "Nothing was published; please report this"});
}

/// Reads the staged export with the importer and compares it with the project. `names` are the images' files.
ExportCertificate compared(LabelFormat format, const ProjectStore& project, const fs::path& staging,
                           const std::vector<std::string>& names, const Progress& progress) {
  const DetectedLabels labels{
      format, format == LabelFormat::Coco ? cocoFilesIn(staging) : std::vector{staging}, {}};
  const ImportReport back = labels.sources.empty() ? ImportReport{} : importLabels(labels, progress);
  std::map<std::string, const ImportedImage*> byFile;
  for (const ImportedImage& image : back.images)
    byFile[fs::path(image.path).lexically_relative(fs::absolute(staging)).generic_string()] = &image;
  std::map<int64_t, std::string> classes;
  for (const LabelClass& c : project.classes()) classes[c.id] = c.name;
  ExportCertificate certificate;
  const auto images = project.images();
  for (size_t i = 0; i < images.size(); ++i) {
    if (names[i].empty()) {
      ++certificate.leftOut;
      continue;
    }
    const auto found = byFile.find(names[i]);
    if (found == byFile.end()) refuse(staging, names[i] + " is missing");
    const bool labelled = images[i].state != ImageState::Unlabelled;
    if (found->second->labelled != labelled)
      refuse(staging, names[i] + " is labelled in one and not in the other");
    if (found->second->split != images[i].split) refuse(staging, names[i] + " changed its split");
    std::vector<BoxKey> own, other;
    for (const LabelBox& b : project.boxes(images[i].id)) own.emplace_back(classes.at(b.classId), b);
    for (const ImportedBox& b : found->second->boxes) other.emplace_back(b.className, b.box);
    if (own.size() != other.size())
      refuse(staging, names[i] + " has " + std::to_string(own.size()) + " boxes, " +
                          std::to_string(other.size()) + " came back");
    own = sorted(std::move(own));
    other = sorted(std::move(other));
    for (size_t b = 0; b < own.size(); ++b) {
      const LabelBox& x = own[b].second;
      const LabelBox& y = other[b].second;
      if (own[b].first != other[b].first) refuse(staging, "a class of " + names[i] + " changed");
      for (const double gap : {x.x1 - y.x1, x.y1 - y.y1, x.x2 - y.x2, x.y2 - y.y2})
        certificate.largestError = std::max(certificate.largestError, std::abs(gap));
      const bool kept = x.difficult == y.difficult && x.truncated == y.truncated &&
                        x.occluded == y.occluded && x.crowd == y.crowd && x.pose == y.pose;
      certificate.flagsLost += kept ? 0 : 1;
    }
    ++certificate.images;
    certificate.boxes += static_cast<int64_t>(own.size());
  }
  if (certificate.largestError > 0.01)
    refuse(staging, "coordinates moved by " + std::to_string(certificate.largestError) + " pixels");
  return certificate;
}

}  // namespace

std::string ExportCertificate::text() const {
  std::string words = std::to_string(images) + " images with " + std::to_string(boxes) +
                      " boxes were read back; the largest difference of a coordinate is " +
                      std::to_string(largestError) + " pixels.";
  if (leftOut > 0) words += " Left out, because not labelled yet: " + std::to_string(leftOut) + " images.";
  if (flagsLost > 0)
    words += " Flags that the format does not hold were lost on " + std::to_string(flagsLost) + " boxes.";
  return words;
}

const char* formatName(LabelFormat format) { return format == LabelFormat::Voc ? "voc" : "coco"; }

std::optional<LabelFormat> formatByName(const std::string& name) {
  for (const LabelFormat format : {LabelFormat::Voc, LabelFormat::Coco})
    if (name == formatName(format)) return format;
  return std::nullopt;
}

std::optional<DetectedLabels> detectLabels(const fs::path& path) {
  if (fs::is_regular_file(path)) {
    if (path.extension() != ".json" || !looksLikeCoco(path)) return std::nullopt;
    return DetectedLabels{LabelFormat::Coco, {path}, "COCO: x, y, width, height from 0"};
  }
  // Both kinds keep their labels in a folder named annotations; what lies in it decides.
  auto files = cocoFilesIn(path);
  if (files.empty() && looksLikeVoc(path))
    return DetectedLabels{LabelFormat::Voc, {path}, "Pascal VOC: whole pixels from 1, both ends counted"};
  if (files.empty()) return std::nullopt;
  const std::string words = "COCO: " + std::to_string(files.size()) + " files; x, y, width, height from 0";
  return DetectedLabels{LabelFormat::Coco, std::move(files), words};
}

ImportReport importLabels(const DetectedLabels& labels, const Progress& progress) {
  ImportReport all;
  for (const fs::path& source : labels.sources) {
    ImportReport one =
        labels.format == LabelFormat::Voc ? readVoc(source, progress) : readCoco(source, {}, progress);
    std::move(one.images.begin(), one.images.end(), std::back_inserter(all.images));
    std::move(one.problems.begin(), one.problems.end(), std::back_inserter(all.problems));
  }
  return all;
}

std::string freeFileName(const fs::path& image, std::vector<std::string>& taken) {
  std::string name = image.filename().string();
  for (int number = 2; std::ranges::count(taken, name) > 0; ++number)
    name = image.stem().string() + "_" + std::to_string(number) + image.extension().string();
  taken.push_back(name);
  return name;
}

void copyLabelledImage(const ProjectStore& project, const ImageEntry& image, const fs::path& target) {
  const fs::path source = project.absolutePath(image);
  if (!image.hash.empty() && contentHash(source) != image.hash)
    throw DatasetError({source.string(), 0, "the image is not the one that was labelled",
                        "Put the original back, or remove the image from the project"});
  fs::copy_file(source, target);
}

ExportCertificate exportDataset(LabelFormat format, const ProjectStore& project, const fs::path& folder,
                                const Progress& progress) {
  const fs::path target = fs::absolute(folder).lexically_normal();
  if (fs::exists(target) && !fs::is_empty(target))
    throw DatasetError({target.string(), 0, "the folder is not empty", "Choose a new folder"});
  const fs::path staging = target.string() + ".part";
  std::error_code ignored;
  fs::remove_all(staging, ignored);
  try {
    const auto names = format == LabelFormat::Voc ? fillVoc(project, staging, progress)
                                                  : fillCoco(project, staging, progress);
    const ExportCertificate certificate = compared(format, project, staging, names, progress);
    std::ofstream words(staging / "certificate.txt", std::ios::binary);
    words << certificate.text() << "\n";
    if (!words.flush()) throw DatasetError({staging.string(), 0, "cannot be written", "Check free space"});
    words.close();
    fs::remove(target);
    fs::rename(staging, target);
    return certificate;
  } catch (const fs::filesystem_error& error) {
    fs::remove_all(staging, ignored);
    throw DatasetError({target.string(), 0, std::string("the export failed: ") + error.what(),
                        "Check free space and permissions"});
  } catch (...) {
    fs::remove_all(staging, ignored);
    throw;
  }
}

}  // namespace anchor
