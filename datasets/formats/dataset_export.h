// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "datasets/formats/label_format.h"

namespace anchor {

/// What was compared when an export was read back.
struct ExportCertificate {
  int64_t images = 0, boxes = 0;
  double largestError = 0;  ///< of any coordinate, pixels
  int64_t leftOut = 0;      ///< unlabelled images that the format cannot tell from images without objects
  int64_t locked = 0;       ///< images left out because their labels could not be read
  int64_t odd = 0;          ///< images left out because what came back of them was not equal
  Message oddExample;       ///< the first of them, and what differed
  int64_t trimmed = 0;      ///< classes whose names lost the spaces around them, as an import takes them off
  int64_t flagsLost = 0;    ///< boxes with a flag, pose or attribute that did not come back
  [[nodiscard]] std::string text() const;
};

/// Writes the labels into a new or empty folder: built beside it, read back by the importer and compared with
/// the project, and only then given its name. `format` is one of writableFormats(). Throws UserError (also
/// when what was read back differs), Cancelled; nothing half-written stays.
ExportCertificate exportDataset(LabelFormat format, const ProjectStore& project,
                                const std::filesystem::path& folder, const Progress& progress,
                                const ExportRule& rule = {});

}  // namespace anchor
