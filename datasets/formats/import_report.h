#pragma once
#include <filesystem>

#include "datasets/problem.h"
#include "datasets/project/project_store.h"

namespace anchor {

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
