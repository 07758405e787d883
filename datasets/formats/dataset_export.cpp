#include "datasets/formats/dataset_export.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "datasets/formats/coco.h"
#include "datasets/formats/corner_text.h"
#include "datasets/formats/createml.h"
#include "datasets/formats/export_walk.h"
#include "datasets/formats/foreign_labels.h"
#include "datasets/formats/image_locator.h"
#include "datasets/formats/other_files.h"
#include "datasets/formats/voc.h"
#include "datasets/formats/yolo.h"
#include "datasets/plain_text.h"
#include "datasets/project/damaged_project.h"

// Marks texts for translation without Qt: the tool that collects them knows this name.
#define QT_TRANSLATE_NOOP(context, text) text

namespace anchor {
namespace fs = std::filesystem;
namespace {

/// The first part of a JSON file decides: a COCO file names images and annotations.
bool looksLikeCoco(const fs::path& file) {
  const std::string head = fileHead(file);
  if (!head.starts_with('{') || foreignLabels(file, head)) return false;
  return std::ranges::any_of(
      std::initializer_list<const char*>{"\"images\"", "\"annotations\"", "\"categories\""},
      [&](const char* key) { return head.find(key) != std::string::npos; });
}

std::string endingOf(const fs::path& file) { return lowerCase(file.extension().string()); }

std::vector<fs::path> filesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// Where the files of a data set lie that hold the labels of many images: at its top, in annotations, and in
/// the folders of its splits.
std::vector<fs::path> labelFolders(const fs::path& folder) {
  std::vector<fs::path> places{folder, folder / "annotations"};
  std::error_code error;
  for (const fs::path& below : filesIn(folder))
    if (fs::is_directory(below, error) && !splitNamedIn(below.filename().string()).empty())
      places.push_back(below);
  return places;
}

std::vector<fs::path> cocoFilesIn(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const fs::path& place : labelFolders(folder))
    for (const fs::path& file : filesIn(place))
      if (endingOf(file) == ".json" && looksLikeCoco(file)) found.push_back(file);
  std::sort(found.begin(), found.end());
  return found;
}

bool isTable(const fs::path& file) { return endingOf(file) == ".csv" || endingOf(file) == ".tsv"; }

Problem unknownTable(const fs::path& file) {
  const std::string head = fileHead(file);
  constexpr size_t most = 200;
  return {file.string(), 0,
          "is a table whose columns cannot be guessed: " +
              head.substr(0, std::min(head.find_first_of("\r\n"), most)),
          "Name them with --columns image,class,x1,y1,x2,y2, and say what their numbers are with "
          "--units pixels or --units parts"};
}

[[noreturn]] void refuse(const fs::path& folder, const std::string& what) {
  throw DatasetError({folder.string(), 0, "the export was read back and differs: " + what,
                      "Nothing was published; please report this"});
}

/// Names as an import keeps them: without the spaces around them.
std::string trimmedName(const std::string& name) {
  constexpr const char* blanks = " \t\r\n";
  const size_t first = name.find_first_not_of(blanks);
  return first == std::string::npos ? std::string()
                                    : name.substr(first, name.find_last_not_of(blanks) - first + 1);
}

/// What came back of one image, beside the project's.
struct Compared {
  std::string difference;  ///< empty when nothing of weight differs
  double largestError = 0;
  int64_t flagsLost = 0;
};

Compared compareBoxes(const std::vector<LabelBox>& own, const std::vector<ImportedBox>& other,
                      const std::map<int64_t, std::string>& classes, const std::string& name) {
  Compared result;
  if (own.size() != other.size()) {
    result.difference = name + " has " + std::to_string(own.size()) + " boxes, " +
                        std::to_string(other.size()) + " came back";
    return result;
  }
  for (size_t b = 0; b < own.size(); ++b) {  // every format keeps their order
    const LabelBox& x = own[b];
    const LabelBox& y = other[b].box;
    if (trimmedName(ofItsClass(classes, x)) != other[b].className) {
      result.difference = "a class of " + name + " changed";
      return result;
    }
    for (const double gap : {x.x1 - y.x1, x.y1 - y.y1, x.x2 - y.x2, x.y2 - y.y2})
      result.largestError = std::max(result.largestError, std::abs(gap));
    const bool kept = x.difficult == y.difficult && x.truncated == y.truncated && x.occluded == y.occluded &&
                      x.crowd == y.crowd && x.pose == y.pose && x.attributes == y.attributes;
    result.flagsLost += kept ? 0 : 1;
  }
  constexpr double most = 0.01;
  if (result.largestError > most)
    result.difference = "coordinates moved by " + std::to_string(result.largestError) + " pixels";
  return result;
}

Compared compareImage(const ProjectStore& project, const ImageEntry& image, const ImportedImage* back,
                      const std::map<int64_t, std::string>& classes, const std::string& name) {
  const bool labelled = image.state != ImageState::Unlabelled;
  if (back == nullptr) return {name + " is missing"};
  if (back->labelled != labelled) return {name + " is labelled in one and not in the other"};
  if (back->split != image.split) return {name + " changed its split"};
  return compareBoxes(project.boxes(image.id), back->boxes, classes, name);
}

/// An export that was read back: what is equal, and the images that are not.
struct ReadBack {
  ExportCertificate certificate;
  std::set<int64_t> odd;
};

/// Reads the staged export with the importer and compares it with the project. `names` are the images' files.
ReadBack compared(LabelFormat format, const ProjectStore& project, const fs::path& staging,
                  const std::vector<std::string>& names, const std::set<int64_t>& leftOut,
                  const Progress& progress) {
  const bool any = std::ranges::any_of(names, [](const std::string& name) { return !name.empty(); });
  const auto labels = any ? detectLabels(staging) : std::nullopt;
  if (labels && labels->format != format) refuse(staging, "it is taken for " + labels->words);
  const ImportReport back = labels ? importLabels(*labels, progress) : ImportReport{};
  std::map<std::string, const ImportedImage*> byFile;
  for (const ImportedImage& image : back.images)
    byFile[fs::path(image.path).lexically_relative(fs::absolute(staging)).generic_string()] = &image;
  const auto classes = classNames(project);
  ReadBack result;
  ExportCertificate& certificate = result.certificate;
  for (const auto& [id, name] : classes) certificate.trimmed += name == trimmedName(name) ? 0 : 1;
  const auto images = project.images();
  for (size_t i = 0; i < images.size(); ++i) {
    if (leftOut.contains(images[i].id)) continue;
    if (names[i].empty()) {
      ++(images[i].trouble.empty() ? certificate.leftOut : certificate.locked);
      continue;
    }
    const auto found = byFile.find(names[i]);
    const Compared image =
        compareImage(project, images[i], found == byFile.end() ? nullptr : found->second, classes, names[i]);
    if (!image.difference.empty()) {
      if (certificate.oddExample.empty()) certificate.oddExample = image.difference;
      result.odd.insert(images[i].id);
      continue;
    }
    certificate.largestError = std::max(certificate.largestError, image.largestError);
    certificate.flagsLost += image.flagsLost;
    ++certificate.images;
    certificate.boxes += images[i].boxes;
  }
  return result;
}

}  // namespace

std::string ExportCertificate::text() const {
  std::string words = std::to_string(images) + " images with " + std::to_string(boxes) +
                      " boxes were read back; the largest difference of a coordinate is " +
                      std::to_string(largestError) + " pixels.";
  if (leftOut > 0) words += " Left out, because not labelled yet: " + std::to_string(leftOut) + " images.";
  if (locked > 0)
    words += " Left out, because their labels could not be read: " + std::to_string(locked) + " images.";
  if (odd > 0)
    words += " Left out, because they did not come back equal: " + std::to_string(odd) + " images (" +
             oddExample + ").";
  if (trimmed > 0)
    words += " Spaces around the names of " + std::to_string(trimmed) + " classes were taken off.";
  if (flagsLost > 0)
    words += " Flags that the format does not hold were lost on " + std::to_string(flagsLost) + " boxes.";
  return words;
}

const std::vector<FormatName>& formatNames() {
  static const std::vector<FormatName> names{
      {LabelFormat::Voc, "voc", QT_TRANSLATE_NOOP("Formats", "Pascal VOC")},
      {LabelFormat::Coco, "coco", QT_TRANSLATE_NOOP("Formats", "COCO")},
      {LabelFormat::Yolo, "yolo", QT_TRANSLATE_NOOP("Formats", "YOLO, images and labels folders")},
      {LabelFormat::YoloFlat, "darknet", QT_TRANSLATE_NOOP("Formats", "YOLO, labels beside the images")},
      {LabelFormat::CreateMl, "createml", QT_TRANSLATE_NOOP("Formats", "CreateML")},
      {LabelFormat::Csv, "csv", QT_TRANSLATE_NOOP("Formats", "CSV table")}};
  return names;
}

std::optional<LabelFormat> formatByName(const std::string& name) {
  for (const FormatName& known : formatNames())
    if (name == known.name) return known.format;
  return std::nullopt;
}

namespace {

std::optional<DetectedLabels> detectFile(const fs::path& path) {
  const std::string extension = endingOf(path);
  if (extension == ".json" && looksLikeCoco(path))
    return DetectedLabels{LabelFormat::Coco, {path}, "COCO: x, y, width, height from 0", {}};
  if (extension == ".json" && looksLikeCreateMl(path) && !foreignLabels(path))
    return DetectedLabels{LabelFormat::CreateMl, {path}, "CreateML: centre, width, height", {}};
  if (!isTable(path)) return std::nullopt;
  const auto columns = guessCsvColumns(path);
  if (!columns) return std::nullopt;
  return DetectedLabels{
      LabelFormat::Csv, {path}, csvWords(*columns, previewCsv(path, columns->separator)), *columns};
}

}  // namespace

namespace {

/// One text file for each image.
std::optional<DetectedLabels> detectTexts(const fs::path& path) {
  // YOLO's lines have the same look, but no number in them is above 1.
  if (const auto dialect = cornerDialectOf(path))
    return DetectedLabels{LabelFormat::CornerText, {path}, cornerWords(*dialect), {}};
  const auto layout = yoloLayoutOf(path);
  if (!layout) return std::nullopt;
  const bool flat = *layout == YoloLayout::Flat;
  return DetectedLabels{flat ? LabelFormat::YoloFlat : LabelFormat::Yolo,
                        {path},
                        flat ? "YOLO: label files beside the images, parts of the sides"
                             : "YOLO: images and labels folders, parts of the sides",
                        {}};
}

bool textsOutnumberXml(const fs::path& folder) {
  int64_t balance = 0;
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto entry = fs::recursive_directory_iterator(folder, options, error);
       entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const std::string ending = endingOf(entry->path());
    balance += ending == ".txt" ? 1 : ending == ".xml" ? -1 : 0;
  }
  return balance > 0;
}

std::optional<DetectedLabels> detectFolder(const fs::path& path) {
  // Several kinds keep their labels in a folder named annotations or labels; what lies in it decides.
  if (auto files = cocoFilesIn(path); !files.empty()) {
    std::string words = "COCO: " + std::to_string(files.size()) + " files; x, y, width, height from 0";
    return DetectedLabels{LabelFormat::Coco, std::move(files), std::move(words), {}};
  }
  const bool voc = looksLikeVoc(path);
  // A stray annotation among many label files makes no VOC tree.
  auto texts = voc && !textsOutnumberXml(path) ? std::nullopt : detectTexts(path);
  if (texts) return texts;
  if (voc) return DetectedLabels{LabelFormat::Voc, {path}, vocCountingOf(path).words, {}};
  std::optional<DetectedLabels> all;
  for (const fs::path& place : labelFolders(path))
    for (const fs::path& file : filesIn(place)) {
      auto one = fs::is_regular_file(file) ? detectFile(file) : std::nullopt;
      if (!one) continue;
      if (!all)
        all = std::move(one);
      else if (all->format == one->format)
        all->sources.push_back(file);
    }
  return all;
}

}  // namespace

std::optional<DetectedLabels> detectLabels(const fs::path& path) {
  auto found = fs::is_regular_file(path) ? detectFile(path) : detectFolder(path);
  if (found) found->root = path;
  return found;
}

Problem notLabels(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return {path.string(), 0, "was not found", "Check the path and permissions"};
  if (fs::is_directory(path, error)) {
    // Of a folder the first file that somebody may have meant is named.
    if (auto foreign = firstForeignLabels(path)) return *foreign;
    for (const fs::path& place : labelFolders(path))
      for (const fs::path& file : filesIn(place))
        if (isTable(file) && fs::is_regular_file(file, error)) return unknownTable(file);
  } else if (auto foreign = foreignLabels(path)) {
    return *foreign;
  } else if (isTable(path)) {
    return unknownTable(path);
  }
  return {path.string(), 0, "holds no labels that can be read",
          "Known are Pascal VOC, COCO, YOLO, CreateML, CSV and text files of corners"};
}

bool countsPixelsEitherWay(const DetectedLabels& labels) {
  if (labels.format == LabelFormat::Voc) return true;
  return labels.format == LabelFormat::Csv && labels.columns.shape == CsvColumns::Shape::Corners &&
         labels.columns.kind != CsvColumns::Kind::Via && !labels.columns.parts;
}

namespace {

/// Each of several tables has columns of its own.
CsvColumns columnsOf(const DetectedLabels& labels, const fs::path& table) {
  CsvColumns columns =
      labels.sources.size() == 1 ? labels.columns : guessCsvColumns(table).value_or(labels.columns);
  if (labels.pixelsFrom) {
    columns.origin = *labels.pixelsFrom == 1 ? CsvColumns::Origin::FromOne : CsvColumns::Origin::FromZero;
    columns.units = CsvColumns::Units::Chosen;
  }
  return columns;
}

ImportReport readSource(const DetectedLabels& labels, const fs::path& source, const Progress& progress) {
  switch (labels.format) {
    case LabelFormat::Voc:
      return readVoc(source, progress, labels.pixelsFrom);
    case LabelFormat::Coco:
      return readCoco(source, {}, progress);
    case LabelFormat::Yolo:
    case LabelFormat::YoloFlat:
      return readYolo(source, progress);
    case LabelFormat::CreateMl:
      return readCreateMl(source, progress);
    case LabelFormat::Csv:
      return readCsv(source, columnsOf(labels, source), {}, progress);
    case LabelFormat::CornerText:
      return readCornerText(source, progress);
  }
  return {};
}

}  // namespace

ImportReport importLabels(const DetectedLabels& labels, const Progress& progress) {
  if (labels.pixelsFrom && !countsPixelsEitherWay(labels))
    throw DatasetError({labels.root.string(), 0, "counts its pixels in one way only",
                        "Leave the choice out; it is for Pascal VOC and for tables of corners in pixels"});
  ImportReport all;
  bool any = false;
  for (const fs::path& source : labels.sources) {
    const fs::path place = fs::absolute(source).lexically_normal();
    try {
      all.absorb(readSource(labels, place, progress));
      any = true;
    } catch (const DatasetError& error) {
      // One of several files that cannot be read is named; the others are good.
      all.problems.push_back(error.problem());
      all.ledger.passOver(place.string(), FileRole::Labels, error.problem().reason);
    }
  }
  if (!any && !all.problems.empty()) throw DatasetError(all.problems.front());
  all.settle();
  nameOtherFiles(all, fs::absolute(labels.root).lexically_normal());
  return all;
}

namespace {
std::vector<std::string> filled(LabelFormat format, const ProjectStore& project, const fs::path& folder,
                                const ExportRule& rule, const Progress& progress) {
  switch (format) {
    case LabelFormat::Voc:
      return fillVoc(project, folder, rule, progress);
    case LabelFormat::Coco:
      return fillCoco(project, folder, rule, progress);
    case LabelFormat::Yolo:
      return fillYolo(YoloLayout::Folders, project, folder, rule, progress);
    case LabelFormat::YoloFlat:
      return fillYolo(YoloLayout::Flat, project, folder, rule, progress);
    case LabelFormat::CreateMl:
      return fillCreateMl(project, folder, rule, progress);
    case LabelFormat::Csv:
      return fillCsv(project, folder, rule, progress);
    case LabelFormat::CornerText:
      break;  // is read only: formatByName() has no name for it
  }
  return {};
}
}  // namespace

namespace {

/// Fills the staging folder and reads it back. An image whose names no format can hold is left out of a
/// second filling, and the rest is there: one odd name is no reason for no export.
ExportCertificate staged(LabelFormat format, const ProjectStore& project, const fs::path& staging,
                         ExportRule rule, const Progress& progress) {
  constexpr int mostRounds = 3;
  std::string example;
  for (int round = 1;; ++round) {
    std::error_code ignored;
    fs::remove_all(staging, ignored);
    const auto names = filled(format, project, staging, rule, progress);
    ReadBack back = compared(format, project, staging, names, rule.leftOut, progress);
    if (example.empty()) example = back.certificate.oddExample;
    if (back.odd.empty()) {
      back.certificate.odd = std::ssize(rule.leftOut);
      back.certificate.oddExample = example;
      return back.certificate;
    }
    // Where nothing comes back the fault is not in a name.
    if (back.certificate.images == 0 || round == mostRounds) refuse(staging, example);
    rule.leftOut.merge(back.odd);
  }
}

}  // namespace

ExportCertificate exportDataset(LabelFormat format, const ProjectStore& project, const fs::path& folder,
                                const Progress& progress, const ExportRule& rule) {
  const fs::path target = fs::absolute(folder).lexically_normal();
  if (fs::exists(target) && !fs::is_empty(target))
    throw DatasetError({target.string(), 0, "the folder is not empty", "Choose a new folder"});
  const fs::path staging = target.string() + ".part";
  std::error_code ignored;
  try {
    const ExportCertificate certificate = staged(format, project, staging, rule, progress);
    writeWholeFile(staging / "certificate.txt", certificate.text() + "\n");
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
