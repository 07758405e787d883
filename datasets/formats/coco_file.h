// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a COCO detection file says, before its images are looked for.
#include <functional>
#include <istream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "datasets/formats/import_report.h"

namespace anchor {

/// What few annotations have; apart, because a file may hold a million of them.
struct CocoExtras {
  std::string pose;
  std::map<std::string, std::string> attributes;
};
struct CocoAnnotation {
  int64_t id = -1, image = -1, category = -1;
  double box[4] = {0, 0, 0, 0};
  int numbers = 0;  ///< how many the bbox had; the first four are kept
  bool crowd = false, difficult = false, truncated = false, occluded = false;
  std::shared_ptr<CocoExtras> extras;
  CocoExtras& more() {
    if (!extras) extras = std::make_shared<CocoExtras>();
    return *extras;
  }
};

/// Annotations in blocks that go back to the system one by one.
class CocoAnnotations {
 public:
  void add(CocoAnnotation&& annotation) {
    if (m_blocks.empty() || m_blocks.back().size() == blockSize) m_blocks.emplace_back().reserve(blockSize);
    m_blocks.back().push_back(std::move(annotation));
  }
  template <class Visit>
  void forEach(Visit visit) const {
    for (const auto& block : m_blocks)
      for (const CocoAnnotation& annotation : block) visit(annotation);
  }
  /// The same, and nothing is left.
  template <class Visit>
  void consume(Visit visit) {
    for (auto& block : m_blocks) {
      for (const CocoAnnotation& annotation : block) visit(annotation);
      std::vector<CocoAnnotation>().swap(block);
    }
  }

 private:
  static constexpr size_t blockSize = 4096;
  std::vector<std::vector<CocoAnnotation>> m_blocks;
};

struct CocoImage {
  int64_t id = -1;
  std::string file;
  int width = 0, height = 0;  ///< as the file says; 0 where it does not
};

/// What an export of this program says of itself.
inline constexpr const char* cocoDescription = "Anchor Studio";

struct CocoFile {
  std::vector<CocoImage> images;
  CocoAnnotations annotations;
  std::map<int64_t, std::string> categories;
  std::string description;  ///< of the file, in its info
  /// Whether the file is about boxes at all: captions and bare lists of images are not, and what they do not
  /// say is no statement that an image holds no objects.
  [[nodiscard]] bool aboutBoxes() const;
};

/// Reads the JSON as it streams by: polygons are passed over. `file` stands in errors; now and then `goOn` is
/// asked (if there is one). Throws UserError for what is no JSON or names no images, Cancelled.
CocoFile readCocoFile(std::istream& json, const std::string& file, const std::function<bool()>& goOn);

/// Gives the annotations to the report's images, which are known by their `sourceId`, as boxes; nothing is
/// left in `coco`. What has no owner, no box or no class, and ids that occur twice, become problems. `file`
/// is a path.
void giveCocoBoxes(CocoFile& coco, const std::string& file, ImportReport& report);

}  // namespace anchor
