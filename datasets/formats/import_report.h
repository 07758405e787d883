#pragma once
#include <filesystem>

#include "datasets/problem.h"
#include "datasets/project/project_store.h"

namespace anchor {

/// How an export treats its images.
struct ExportRule {
  /// Files whose Exif block turns them are written anew, upright (see writeUpright); all others are copied
  /// byte for byte. For programs that do not look at the block.
  bool turnUpright = false;
};

/// What an importer read and what it had to leave out or mend.
struct ImportReport {
  std::vector<ImportedImage> images;
  std::vector<Problem> problems;
  std::vector<std::string> classes;  ///< that the source lists, in its order, also those without objects
  [[nodiscard]] size_t boxCount() const;
  /// An object that cannot be used: the problem is listed and the image, if there is one, remembers it.
  void leaveOut(ImportedImage* image, Problem problem);
  /// Gives a box to the image, cut to it; one without area in it is left out.
  void place(ImportedImage& image, ImportedBox box, const Problem& where);
  /// The last word on each image once all is read. Mentions of one image become one with the union of their
  /// objects, and an image of which no object could be used is not labelled: it is locked, not background.
  void settle();
};

/// Boxes must lie in the image. A box that reaches over the edge is cut to it (and reported), one of no area
/// or wholly outside is left out (and reported). Returns whether the box stays.
bool fitIntoImage(LabelBox& box, int width, int height, const Problem& where, std::vector<Problem>& problems);

}  // namespace anchor
