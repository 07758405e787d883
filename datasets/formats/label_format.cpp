// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/label_format.h"

#include <algorithm>

#include "datasets/formats/coco.h"
#include "datasets/formats/corner_text.h"
#include "datasets/formats/createml.h"
#include "datasets/formats/label_places.h"
#include "datasets/formats/voc.h"
#include "datasets/formats/yolo.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace {

using Path = std::filesystem::path;

// Several formats keep their labels in a folder named annotations or labels; what lies in it decides. COCO
// comes before VOC, whose annotations may lie anywhere below; corners before YOLO, whose lines have the same
// look, but no number in them is above 1.
std::vector<LabelFormatRow> allRows() {
  return {
      {.format = LabelFormat::Coco,
       .name = "coco",
       .words = say("COCO"),
       .family = say("COCO"),
       .endings = {".json"},
       .detectFile = detectCoco,
       .detectFolder = detectCocoFolder,
       .read = [](const DetectedLabels&, const Path& file,
                  const Progress& progress) { return readCoco(file, {}, progress); },
       .write = fillCoco,
       .losses = {.unlabelledImages = true}},
      {.format = LabelFormat::Voc,
       .name = "voc",
       .words = say("Pascal VOC"),
       .family = say("Pascal VOC"),
       .endings = {".xml"},
       .detectFolder = detectVoc,
       .otherFirst = textsOutnumberVoc,
       .isLabelFile = isVocAnnotation,
       .countsEitherWay = [](const DetectedLabels&) { return true; },
       .wordsOfChoice = [](int pixelsFrom) { return vocCountingChosen(pixelsFrom).words; },
       .read = [](const DetectedLabels& labels, const Path& folder,
                  const Progress& progress) { return readVoc(folder, progress, labels.pixelsFrom); },
       .write = fillVoc,
       .losses = {.crowd = true}},
      {.format = LabelFormat::CornerText,
       .words = say("corners in text files"),
       .family = say("text files of corners"),
       .endings = {".txt"},
       .detectFolder = detectCornerText,
       .isLabelFile = [](const Path& file) { return looksLikeCorners(firstLine(file)); },
       .read = [](const DetectedLabels&, const Path& folder,
                  const Progress& progress) { return readCornerText(folder, progress); }},
      {.format = LabelFormat::Yolo,
       .name = "yolo",
       .words = say("YOLO, images and labels folders"),
       .family = say("YOLO"),
       .endings = {".txt"},
       .detectFolder = detectYolo,
       .isLabelFile = isYoloLabelFile,
       .read = [](const DetectedLabels&, const Path& folder,
                  const Progress& progress) { return readYolo(folder, progress); },
       .write =
           [](const ProjectStore& project, const Path& folder, const ExportRule& rule,
              const Progress& progress) {
             return fillYolo(YoloLayout::Folders, project, folder, rule, progress);
           },
       .losses = {true, true, true, true}},
      {.format = LabelFormat::YoloFlat,
       .name = "darknet",
       .words = say("YOLO, labels beside the images"),
       .family = say("YOLO"),
       .endings = {".txt"},
       .isLabelFile = isYoloLabelFile,  // which of the two, only the folder says
       .read = [](const DetectedLabels&, const Path& folder,
                  const Progress& progress) { return readYolo(folder, progress); },
       .write =
           [](const ProjectStore& project, const Path& folder, const ExportRule& rule,
              const Progress& progress) {
             return fillYolo(YoloLayout::Flat, project, folder, rule, progress);
           },
       .losses = {true, true, true, true}},
      {.format = LabelFormat::CreateMl,
       .name = "createml",
       .words = say("CreateML"),
       .family = say("CreateML"),
       .endings = {".json"},
       .detectFile = detectCreateMl,
       .read = [](const DetectedLabels&, const Path& file,
                  const Progress& progress) { return readCreateMl(file, progress); },
       .write = fillCreateMl,
       .losses = {true, true, true, true}},
      {.format = LabelFormat::Csv,
       .name = "csv",
       .words = say("CSV table"),
       .family = say("CSV"),
       .endings = {".csv", ".tsv"},
       .detectFile = detectCsv,
       .whyNot = whyNotCsv,
       .countsEitherWay = csvCountsEitherWay,
       .read = readDetectedCsv,
       .write = fillCsv,
       .losses = {.unlabelledImages = true, .attributes = true}},
  };
}

std::vector<LabelFormatRow> rowsToWrite() {
  std::vector<LabelFormatRow> rows = labelFormats();
  std::erase_if(rows, [](const LabelFormatRow& row) { return row.write == nullptr; });
  std::ranges::sort(rows, {}, &LabelFormatRow::format);
  return rows;
}

}  // namespace

bool LabelFormatRow::hasEnding(const Path& file) const {
  const std::string own = lowerCase(file.extension().string());
  return std::ranges::find(endings, own) != endings.end();
}

const std::vector<LabelFormatRow>& labelFormats() {
  static const std::vector<LabelFormatRow> rows = allRows();
  return rows;
}

const std::vector<LabelFormatRow>& writableFormats() {
  static const std::vector<LabelFormatRow> rows = rowsToWrite();
  return rows;
}

const LabelFormatRow& rowOf(LabelFormat format) {
  return *std::ranges::find(labelFormats(), format, &LabelFormatRow::format);
}

std::optional<LabelFormat> formatByName(const std::string& name) {
  for (const LabelFormatRow& row : writableFormats())
    if (name == row.name) return row.format;
  return std::nullopt;
}

std::vector<Message> familiesOf(const std::function<bool(const LabelFormatRow&)>& wanted) {
  std::vector<LabelFormatRow> rows = labelFormats();
  std::ranges::sort(rows, {}, &LabelFormatRow::format);
  std::vector<Message> families;
  for (const LabelFormatRow& row : rows)
    if (wanted(row) && std::ranges::find(families, row.family) == families.end())
      families.push_back(row.family);
  return families;
}

}  // namespace anchor
