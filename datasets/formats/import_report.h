#pragma once
#include <filesystem>

#include "datasets/problem.h"
#include "datasets/project/project_store.h"

namespace anchor {

/// How an export treats its images.
struct ExportRule {
  /// JPEG files whose Exif block turns them are written anew, upright (quality 95); all others are copied
  /// byte for byte. For programs that do not look at the block.
  bool turnUpright = false;
};

/// What an importer read and what it had to leave out or mend.
struct ImportReport {
  std::vector<ImportedImage> images;
  std::vector<Problem> problems;
  [[nodiscard]] size_t boxCount() const;
};

/// Boxes must lie in the image. A box that reaches over the edge is cut to it (and reported), one of no area
/// or wholly outside is left out (and reported). Returns whether the box stays.
bool fitIntoImage(LabelBox& box, int width, int height, const Problem& where, std::vector<Problem>& problems);

}  // namespace anchor
