#pragma once
#include <optional>

#include "datasets/formats/import_report.h"

namespace anchor {

enum class LabelFormat { Voc, Coco };

/// What was compared when an export was read back.
struct ExportCertificate {
  int64_t images = 0, boxes = 0;
  double largestError = 0;  ///< of any coordinate, pixels
  int64_t leftOut = 0;      ///< unlabelled images that the format cannot tell from images without objects
  int64_t flagsLost = 0;    ///< boxes with a flag or pose that did not come back
  [[nodiscard]] std::string text() const;
};

/// Writes the labels into a new or empty folder: built beside it, read back by the importer and compared with
/// the project, and only then given its name. Throws DatasetError (also when what was read back differs),
/// Cancelled; nothing half-written stays.
ExportCertificate exportDataset(LabelFormat format, const ProjectStore& project,
                                const std::filesystem::path& folder, const Progress& progress);

/// What a file or folder holds, judged by its content; nothing when no format fits.
struct DetectedLabels {
  LabelFormat format;
  std::vector<std::filesystem::path> sources;  ///< files or folders to give to the importer
  std::string words;                           ///< for a person: format, dialect
};
std::optional<DetectedLabels> detectLabels(const std::filesystem::path& path);
ImportReport importLabels(const DetectedLabels& labels, const Progress& progress);

const char* formatName(LabelFormat format);
std::optional<LabelFormat> formatByName(const std::string& name);

/// A file name not yet in `taken`: a number is added when two images of different folders share one.
std::string freeFileName(const std::filesystem::path& image, std::vector<std::string>& taken);
/// Copies an image into an export after making sure that it is the one that was labelled.
void copyLabelledImage(const ProjectStore& project, const ImageEntry& image,
                       const std::filesystem::path& target);

}  // namespace anchor
