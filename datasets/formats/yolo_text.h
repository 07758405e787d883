// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What YOLO's text files say: labels, lists, data.yaml.
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "datasets/formats/import_report.h"
#include "datasets/formats/label_places.h"

namespace anchor {

/// Without marks of byte order and blanks at the ends.
std::vector<std::string> linesOf(std::istream&& text);

/// Whether a line begins as a label does: the number of a class, and four more.
bool looksLikeYoloLabel(const std::string& line);

/// Whether a text is a map with names.
bool looksLikeYoloYaml(std::istream&& text);
/// What a data.yaml says.
struct YoloYaml {
  std::map<int, std::string> names;
  std::map<std::string, std::vector<std::string>> splits;  ///< folders, or lists of images
  std::string path;         ///< that the splits begin from; empty = the file's own folder
  int keypointNumbers = 0;  ///< that follow each box of a pose data set
};
/// Nothing for another text, and for one that names classes but is no YAML or holds one word for them: that
/// is a problem. `file` stands in errors. Throws UserError for names or splits of another kind.
std::optional<YoloYaml> readYoloYaml(std::istream&& text, const std::string& file,
                                     std::vector<Problem>& problems);

/// Reads label files, one after the other.
class YoloLabels {
 public:
  YoloLabels(NumberedClasses& classes, ImportReport& report) : m_classes(classes), m_report(report) {}
  /// Lines become boxes of the image, which has its size already and is labelled from now on. One that is no
  /// label marks it as trouble.
  void read(std::istream&& text, const std::filesystem::path& file, ImportedImage& image);
  /// The lines of a file without an image are left out.
  void lose(std::istream&& text, const std::filesystem::path& file, const Message& reason);
  /// So many numbers behind each box are keypoints, not a polygon.
  void keypoints(int numbers) { m_keypoints = numbers; }
  /// Puts what was seen often into one problem each.
  void reportAll(const std::string& place);

 private:
  bool readLine(const std::string& line, const SourcePlace& where, ImportedImage& image);

  NumberedClasses& m_classes;
  ImportReport& m_report;
  int64_t m_scores = 0, m_polygons = 0;
  int m_keypoints = 0;
};

}  // namespace anchor
