// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <set>

#include "datasets/project/import_ledger.h"
#include "datasets/project/project_store.h"
#include "engine/base/user_error.h"

namespace anchor {

/// How an export treats its images.
struct ExportRule {
  /// Files whose Exif block turns them are written anew, upright (see writeUpright); all others are copied
  /// byte for byte. For programs that do not look at the block.
  bool turnUpright = false;
  /// Images, by their ids, that are not written: exportDataset() found that they do not come back equal.
  std::set<int64_t> leftOut = {};
};

/// What an importer read and what it had to leave out or mend. Every object of the source goes through
/// exactly one of place(), leaveOut() and lose().
struct ImportReport {
  std::vector<ImportedImage> images;
  std::vector<Problem> problems;
  std::vector<std::string> classes;  ///< that the source lists, in its order, also those without objects
  ImportLedger ledger;
  Message counting;  ///< how a table's pixels were counted, with the evidence; empty where nothing is open
  [[nodiscard]] size_t boxCount() const;
  /// Gives a box to the image, cut to it; one without area in it is left out.
  void place(ImportedImage& image, ImportedBox box, const SourcePlace& where);
  /// An object that cannot be used: the problem is listed and the image, if there is one, remembers it.
  /// `object` is what can be said of it, "cow 10 20 x 40".
  void leaveOut(ImportedImage* image, const SourcePlace& where, const std::string& object,
                const Message& reason, const Message& remedy);
  /// As leaveOut(), for one of many objects of which one problem tells already. `image` is what the source
  /// calls its image.
  void lose(const SourcePlace& where, const std::string& object, const std::string& image,
            const Message& reason);
  /// A file that cannot be read, with the problem.
  void refuseFile(FileRole role, const Problem& problem);
  /// Takes over what another part of the source gave.
  void absorb(ImportReport&& other);
  /// The last word on each image once all is read. Mentions of one image become one with the union of their
  /// objects, and an image of which no object could be used is not labelled: it is locked, not background.
  void settle();
};

/// Boxes must lie in the image. A box that reaches over the edge is cut to it (and reported), one of no area
/// or wholly outside is left out (and reported). Returns whether the box stays.
bool fitIntoImage(LabelBox& box, int width, int height, const Problem& where, std::vector<Problem>& problems);

}  // namespace anchor
