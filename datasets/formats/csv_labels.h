// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Tables of boxes. There is no standard: a mapper says which column is what.

#include <optional>

#include "datasets/formats/import_report.h"

namespace anchor {

/// What the columns of a table mean. Numbers are columns from 0; -1 = the table has none.
struct CsvColumns {
  enum class Shape { Corners, CornerSize, CentreSize };  ///< x1 y1 x2 y2; x y w h; cx cy w h
  enum class Origin {
    Detect,    ///< PixelsFromOne when no corner is 0 and some box ends at the image's width or height
    FromZero,  ///< half-open, as the project keeps boxes
    FromOne,   ///< VOC: both ends counted
  };
  /// Programs whose tables have more to them than columns.
  enum class Kind {
    Plain,
    Via,         ///< the shapes and classes of VGG Image Annotator: JSON in two cells
    OpenImages,  ///< images by their stems, classes by codes
    AutoMl,      ///< Google AutoML and Vertex
    RetinaNet    ///< keras-retinanet, with a file of classes beside it
  };
  Kind kind = Kind::Plain;
  char separator = ',';
  bool header = true;
  int image = 0, label = -1;
  int box[4] = {-1, -1, -1, -1};  ///< in the order of `shape`
  Shape shape = Shape::Corners;
  bool parts = false;  ///< of the image's sides, not pixels
  enum class Units { Detect, Chosen };
  Units units = Units::Detect;  ///< Detect: parts also when no number of the table is above 1
  Origin origin = Origin::Detect;
  int split = -1, difficult = -1, truncated = -1, occluded = -1, crowd = -1, pose = -1, score = -1;
  int viaShape = -1, viaAttributes = -1;  ///< of Kind::Via, which has no columns of a box
};

/// The first rows of a table, for a preview.
struct CsvPreview {
  std::vector<std::vector<std::string>> rows;
  size_t columns = 0;
};
CsvPreview previewCsv(const std::filesystem::path& file, char separator, size_t most = 8);

/// From the names in the first row, or, without names, from what the columns hold (keras-retinanet's six,
/// make-sense's eight, AutoML's eleven). Nothing when no reading fits.
std::optional<CsvColumns> guessCsvColumns(const std::filesystem::path& file);
/// For a person: "CSV: corners in xmin, ymin, xmax, ymax, pixels; image in filename. The class is in
/// cell_type".
Message csvWords(const CsvColumns& columns, const CsvPreview& preview);

/// Reads a table, row by row. A row with an image and no box says "no objects". Images are looked for beside
/// the file, in images/ and JPEGImages/ there or one folder up, and in `images` (may be empty). Throws
/// UserError, Cancelled.
ImportReport readCsv(const std::filesystem::path& file, const CsvColumns& columns,
                     const std::filesystem::path& images, const Progress& progress);

struct DetectedLabels;
std::optional<DetectedLabels> detectCsv(const std::filesystem::path& file);
/// For a table whose columns cannot be guessed.
Problem whyNotCsv(const std::filesystem::path& file);
bool csvCountsEitherWay(const DetectedLabels& labels);
/// Each of several tables has columns of its own.
ImportReport readDetectedCsv(const DetectedLabels& labels, const std::filesystem::path& table,
                             const Progress& progress);

/// Writes images/ and labels.csv with all flags; returns the image files in the order of the project's images
/// (relative, empty for one that is left out).
std::vector<std::string> fillCsv(const ProjectStore& project, const std::filesystem::path& folder,
                                 const ExportRule& rule, const Progress& progress);

}  // namespace anchor
