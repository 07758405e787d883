// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The formats of labels, a row each: whoever finds, reads, writes or lists them walks this table.
#include <functional>
#include <optional>

#include "datasets/formats/csv_labels.h"

namespace anchor {

/// In the order in which a person is shown them.
enum class LabelFormat { Voc, Coco, Yolo, YoloFlat, CreateMl, Csv, CornerText, Count };

/// What a file or folder holds, judged by its content.
struct DetectedLabels {
  LabelFormat format;
  std::vector<std::filesystem::path> sources;  ///< files or folders to give to the importer
  Message words;                               ///< for a person: format, dialect
  CsvColumns columns;                          ///< of a table
  std::filesystem::path root = {};             ///< what was asked about
  std::optional<int> pixelsFrom = {};          ///< 0 or 1, as a person chose; importLabels() obeys
};

/// What of a project's labels a format cannot hold.
struct LabelLosses {
  bool unlabelledImages = false;  ///< they are left out: nothing tells them from images without objects
  bool crowd = false;
  bool flags = false;  ///< difficult, truncated, occluded, pose
  bool attributes = false;
};

/// Without a function a format does not do that.
struct LabelFormatRow {
  using Path = std::filesystem::path;
  using Detect = std::optional<DetectedLabels> (*)(const Path&);

  LabelFormat format;
  const char* name = nullptr;        ///< on the command line; null where it is read only
  Message words;                     ///< to a person
  Message family;                    ///< what lists of formats call it, together with its other layouts
  std::vector<const char*> endings;  ///< of its label files, in small letters
  /// A file that holds the labels of many images.
  Detect detectFile = nullptr;
  /// A folder whose layout belongs to the format. One row may find what another one names.
  Detect detectFolder = nullptr;
  /// Whether the labels of another format, if there are any, say better what the folder is.
  bool (*otherFirst)(const Path& folder) = nullptr;
  /// Whether a file is one of a folder's label files, for formats without detectFile.
  bool (*isLabelFile)(const Path& file) = nullptr;
  /// Why a file with one of the endings is not read.
  Problem (*whyNot)(const Path& file) = nullptr;
  /// Whether the first pixel may be called 0 or 1 in these labels.
  bool (*countsEitherWay)(const DetectedLabels&) = nullptr;
  /// DetectedLabels::words once a person chose.
  Message (*wordsOfChoice)(int pixelsFrom) = nullptr;
  /// Reads one of the sources, an absolute path.
  ImportReport (*read)(const DetectedLabels&, const Path& source, const Progress&);
  /// Fills an empty folder; returns the image files in the order of the project's images (relative, empty for
  /// one that is left out).
  std::vector<std::string> (*write)(const ProjectStore&, const Path& folder, const ExportRule&,
                                    const Progress&) = nullptr;
  LabelLosses losses = {};  ///< of those that are written

  [[nodiscard]] bool hasEnding(const Path& file) const;
};

/// All of them. The first that fits a file or folder is taken.
const std::vector<LabelFormatRow>& labelFormats();
/// Those that can be written, in the order of LabelFormat.
const std::vector<LabelFormatRow>& writableFormats();
const LabelFormatRow& rowOf(LabelFormat format);
/// By its name on the command line.
std::optional<LabelFormat> formatByName(const std::string& name);
/// The families of these formats, each once, in the order of LabelFormat.
std::vector<Message> familiesOf(const std::function<bool(const LabelFormatRow&)>& wanted);

}  // namespace anchor
