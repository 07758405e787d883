#pragma once
#include <optional>

#include "datasets/formats/csv_labels.h"

namespace anchor {

/// Those that formatNames() lacks are read only.
enum class LabelFormat { Voc, Coco, Yolo, YoloFlat, CreateMl, Csv, CornerText };

/// How a format is called on the command line and to a person.
struct FormatName {
  LabelFormat format;
  const char* name;
  const char* words;
};
const std::vector<FormatName>& formatNames();

/// What was compared when an export was read back.
struct ExportCertificate {
  int64_t images = 0, boxes = 0;
  double largestError = 0;  ///< of any coordinate, pixels
  int64_t leftOut = 0;      ///< unlabelled images that the format cannot tell from images without objects
  int64_t locked = 0;       ///< images left out because their labels could not be read
  int64_t odd = 0;          ///< images left out because what came back of them was not equal
  std::string oddExample;   ///< the first of them, and what differed
  int64_t trimmed = 0;      ///< classes whose names lost the spaces around them, as an import takes them off
  int64_t flagsLost = 0;    ///< boxes with a flag, pose or attribute that did not come back
  [[nodiscard]] std::string text() const;
};

/// Writes the labels into a new or empty folder: built beside it, read back by the importer and compared with
/// the project, and only then given its name. Throws DatasetError (also when what was read back differs),
/// Cancelled; nothing half-written stays.
ExportCertificate exportDataset(LabelFormat format, const ProjectStore& project,
                                const std::filesystem::path& folder, const Progress& progress,
                                const ExportRule& rule = {});

/// What a file or folder holds, judged by its content; nothing when no format fits.
struct DetectedLabels {
  LabelFormat format;
  std::vector<std::filesystem::path> sources;  ///< files or folders to give to the importer
  std::string words;                           ///< for a person: format, dialect
  CsvColumns columns;                          ///< of a table
  std::filesystem::path root = {};             ///< what was asked about
  std::optional<int> pixelsFrom = {};          ///< 0 or 1, as a person chose; importLabels() obeys
};
/// Whether the first pixel may be called 0 or 1 in these labels, so that `pixelsFrom` means something.
bool countsPixelsEitherWay(const DetectedLabels& labels);
std::optional<DetectedLabels> detectLabels(const std::filesystem::path& path);
/// Why detectLabels() found nothing, and what to do: a file of another program is called by its name.
Problem notLabels(const std::filesystem::path& path);
ImportReport importLabels(const DetectedLabels& labels, const Progress& progress);

std::optional<LabelFormat> formatByName(const std::string& name);

}  // namespace anchor
