// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/csv_labels.h"
#include "datasets/cancelled.h"

#include <csv.h>

#include <algorithm>
#include <map>

#include "datasets/formats/csv_classes.h"
#include "datasets/formats/csv_file.h"
#include "datasets/formats/csv_via.h"
#include "datasets/formats/export_walk.h"
#include "datasets/formats/image_locator.h"
#include "datasets/formats/label_format.h"
#include "datasets/plain_numbers.h"
#include "datasets/plain_text.h"
#include "datasets/project/damaged_project.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

bool isBlank(const std::string& text) { return text.find_first_not_of(" \t") == std::string::npos; }

/// A number of a cell; where commas do not part the columns, they may stand for the point.
std::optional<double> cellNumber(std::string text, char separator) {
  if (separator != ',') std::replace(text.begin(), text.end(), ',', '.');
  return plainNumber(text);
}

struct RawBox {
  std::string label;
  double v[4];
  LabelBox flags;
  int line;
};
struct RawImage {
  std::string split;
  int leftOut = 0;
  Message trouble;
  std::vector<RawBox> boxes;
};

/// A row as a person sees it.
std::string joined(const CsvRow& row) {
  std::string text;
  for (const std::string& cell : row) text += (text.empty() ? "" : " ") + cell;
  return text;
}

/// The four numbers of a row, whatever they mean.
LabelBox asWritten(const RawBox& raw) {
  LabelBox box;
  box.x1 = raw.v[0];
  box.y1 = raw.v[1];
  box.x2 = raw.v[2];
  box.y2 = raw.v[3];
  return box;
}

bool truth(const std::string& text) {
  return text == "1" || lowerCase(text) == "true" || lowerCase(text) == "yes";
}

/// The half-open corners of a row, in pixels.
void placeBox(const RawBox& raw, const CsvColumns& columns, bool fromOne, const ImportedImage& image,
              LabelBox& box) {
  double v[4];
  std::copy(raw.v, raw.v + 4, v);
  if (columns.parts)
    for (int i = 0; i < 4; ++i) v[i] *= i % 2 == 0 ? image.width : image.height;
  switch (columns.shape) {
    case CsvColumns::Shape::Corners:
      break;
    case CsvColumns::Shape::CornerSize:
      v[2] += v[0];
      v[3] += v[1];
      break;
    case CsvColumns::Shape::CentreSize: {
      const double w = v[2];
      const double h = v[3];
      v[2] = v[0] + w / 2;
      v[3] = v[1] + h / 2;
      v[0] -= w / 2;
      v[1] -= h / 2;
      break;
    }
  }
  const double shift = fromOne ? 1 : 0;
  box.x1 = v[0] - shift;
  box.y1 = v[1] - shift;
  box.x2 = v[2];
  box.y2 = v[3];
}

class Reader {
 public:
  Reader(fs::path table, const CsvColumns& columns, const Progress& progress)
      : m_path(std::move(table)), m_columns(columns), m_progress(progress), m_codes(m_path, m_report) {
    m_number = m_report.ledger.file(m_path.string(), FileRole::Labels);
  }

  ImportReport read(const fs::path& imageFolder) {
    readCsvRows(m_path, m_columns.separator, [&](const CsvRow& row, int line) {
      if ((line > 1 || !m_columns.header) && !row.empty()) readRow(row, line);
      return true;
    });
    if (m_order.empty())
      throw UserError({m_path.string(), 0, say("does not list any images"),
                       say("Choose the column with the file names")});
    m_codes.reportUnknown();
    if (m_columns.kind == CsvColumns::Kind::RetinaNet) m_report.classes = mappedClasses(m_path, m_report);
    findImages(imageFolder);
    placeBoxes();
    m_report.settle();
    return std::move(m_report);
  }

 private:
  void readRow(const CsvRow& row, int line) {
    if (line % 1000 == 0 && m_progress && !m_progress(0, 0)) throw Cancelled();
    for (const std::string& text : row) requireUtf8(text, m_path.string(), line);
    const std::string name = csvCell(row, m_columns.image);
    const bool via = m_columns.kind == CsvColumns::Kind::Via;
    if (name.empty()) {
      if (via ? !isNoViaShape(csvCell(row, m_columns.viaShape)) : hasBox(row))
        m_report.leaveOut(nullptr, {m_number, line, {}}, joined(row), say("does not name an image"),
                          say("The row was left out"));
      return;
    }
    const auto [found, fresh] = m_byName.try_emplace(name);
    if (fresh) m_order.push_back(name);
    if (const std::string split = splitNamedIn(csvCell(row, m_columns.split)); !split.empty())
      found->second.split = split;
    if (via)
      readRegion(row, line, found->second);
    else
      readBox(row, line, found->second);
  }

  [[nodiscard]] bool hasBox(const CsvRow& row) const {
    return std::ranges::any_of(m_columns.box, [&](int column) { return !csvCell(row, column).empty(); });
  }

  void readBox(const CsvRow& row, int line, RawImage& image) {
    if (!hasBox(row)) return;  // the image has no objects
    RawBox box{m_columns.label < 0 ? "object" : csvCell(row, m_columns.label), {}, {}, line};
    bool wrong = false;
    for (int i = 0; i < 4; ++i) {
      const auto value = cellNumber(csvCell(row, m_columns.box[i]), m_columns.separator);
      wrong = wrong || !value;
      box.v[i] = value.value_or(0);
    }
    if (wrong || isBlank(box.label)) {
      m_report.leaveOut(nullptr, {m_number, line, {}}, joined(row),
                        say("does not have four numbers and a class"), say("The row was left out"));
      ++image.leftOut;
      if (image.trouble.empty())
        image.trouble =
            say("%1, line %2, does not have four numbers and a class.", m_path.filename().string(), line);
      return;
    }
    if (m_columns.kind == CsvColumns::Kind::OpenImages) box.label = m_codes.nameOf(box.label);
    box.flags.difficult = truth(csvCell(row, m_columns.difficult));
    box.flags.truncated = truth(csvCell(row, m_columns.truncated));
    box.flags.occluded = truth(csvCell(row, m_columns.occluded));
    box.flags.crowd = truth(csvCell(row, m_columns.crowd));
    box.flags.pose = csvCell(row, m_columns.pose);
    box.flags.score = plainNumber(csvCell(row, m_columns.score)).value_or(-1);
    image.boxes.push_back(std::move(box));
  }

  void readRegion(const CsvRow& row, int line, RawImage& image) {
    const std::string shape = csvCell(row, m_columns.viaShape);
    if (isNoViaShape(shape)) return;  // a region_count of 0: the image has no objects
    ViaRegion region = readViaRegion(shape, csvCell(row, m_columns.viaAttributes));
    if (!region.fault.empty()) {
      m_report.leaveOut(nullptr, {m_number, line, {}}, joined(row), region.fault,
                        say("The row was left out"));
      ++image.leftOut;
      if (!region.point && image.trouble.empty())
        image.trouble =
            say("%1, line %2, has a region that cannot be read.", m_path.filename().string(), line);
      return;
    }
    RawBox box{
        std::move(region.className), {region.box.x1, region.box.y1, region.box.x2, region.box.y2}, {}, line};
    box.flags.attributes = std::move(region.box.attributes);
    image.boxes.push_back(std::move(box));
  }

  void loseAll(const RawImage& raw, const std::string& image, const Message& reason) {
    for (const RawBox& box : raw.boxes)
      m_report.lose({m_number, box.line, {}}, objectWords(box.label, asWritten(box)), image, reason);
  }

  void findImages(const fs::path& imageFolder) {
    const ImageLocator locator = ImageLocator::around(m_path, imageFolder);
    const std::string fileSplit = splitOfLabelFile(m_path);
    int64_t done = 0;
    for (const std::string& name : m_order) {
      if (m_progress && !m_progress(done++, static_cast<int64_t>(m_order.size()))) throw Cancelled();
      const RawImage& raw = m_byName[name];
      const std::string split = raw.split.empty() ? fileSplit : raw.split;
      fs::path found = locator.find(name, split);
      if (found.empty()) found = locator.findStem(name, split);
      if (found.empty()) {
        m_report.problems.push_back(
            {m_path.string(), 0, say("its image %1 was not found", name), say("Its rows were left out")});
        loseAll(raw, name, say("its image was not found"));
        continue;
      }
      auto image =
          describeImage(found, raw.split.empty() && m_columns.split < 0 ? fileSplit : raw.split, m_report);
      if (!image) {
        loseAll(raw, name, say("its image cannot be read"));
        continue;
      }
      image->labelled = true;
      image->leftOut = raw.leftOut;
      image->trouble = raw.trouble;
      m_report.images.push_back(std::move(*image));
      m_raws.push_back(&raw);
    }
  }

  void placeBoxes() {
    int64_t zeros = 0;  ///< boxes with a corner before 1
    int64_t atEdge = 0;
    bool unit = true;
    size_t boxes = 0;
    for (size_t i = 0; i < m_raws.size(); ++i)
      for (const RawBox& box : m_raws[i]->boxes) {
        ++boxes;
        unit = unit && std::ranges::all_of(box.v, [](double v) { return v >= 0 && v <= 1; });
        zeros += box.v[0] < 1 || box.v[1] < 1 ? 1 : 0;
        atEdge += box.v[2] == m_report.images[i].width || box.v[3] == m_report.images[i].height ? 1 : 0;
      }
    // No box of a person is smaller than a pixel in every image.
    m_columns.parts = m_columns.parts || (m_columns.units == CsvColumns::Units::Detect && unit && boxes > 0);
    const bool fromOne = m_columns.origin == CsvColumns::Origin::FromOne ||
                         (m_columns.origin == CsvColumns::Origin::Detect && !m_columns.parts &&
                          m_columns.shape == CsvColumns::Shape::Corners && zeros == 0 && atEdge > 0);
    sayCounting(fromOne, zeros, atEdge);
    for (size_t i = 0; i < m_raws.size(); ++i)
      for (const RawBox& raw : m_raws[i]->boxes) {
        ImportedBox box{raw.label, raw.flags};
        // In VOC's reading xmin = xmax names one column, but tools write it for a click without a drag.
        const bool flat = fromOne && (raw.v[2] <= raw.v[0] || raw.v[3] <= raw.v[1]);
        placeBox(raw, m_columns, fromOne && !flat, m_report.images[i], box.box);
        m_report.place(m_report.images[i], std::move(box), {m_number, raw.line, {}});
      }
  }

  /// Where the numbers decided, they are shown.
  void sayCounting(bool fromOne, int64_t zeros, int64_t atEdge) {
    if (m_columns.origin != CsvColumns::Origin::Detect || m_columns.parts ||
        m_columns.shape != CsvColumns::Shape::Corners)
      return;
    m_report.counting = fromOne ? say("Pixels from 1, both ends counted (boxes with a corner at 0: %1; boxes "
                                      "that end at the image's edge: %2)",
                                      zeros, atEdge)
                                : say("Pixels from 0, half-open (boxes with a corner at 0: %1; boxes that "
                                      "end at the image's edge: %2)",
                                      zeros, atEdge);
  }

  fs::path m_path;
  CsvColumns m_columns;
  const Progress& m_progress;
  ImportReport m_report;
  ClassCodes m_codes;
  int m_number = -1;
  std::map<std::string, RawImage> m_byName;
  std::vector<std::string> m_order;
  std::vector<const RawImage*> m_raws;  ///< of the report's images
};

}  // namespace

ImportReport readCsv(const fs::path& path, const CsvColumns& columns, const fs::path& imageFolder,
                     const Progress& progress) {
  return Reader(path, columns, progress).read(imageFolder);
}

std::optional<DetectedLabels> detectCsv(const fs::path& file) {
  const auto columns = guessCsvColumns(file);
  if (!columns) return std::nullopt;
  return DetectedLabels{
      LabelFormat::Csv, {file}, csvWords(*columns, previewCsv(file, columns->separator)), *columns};
}

Problem whyNotCsv(const fs::path& file) {
  const std::string head = fileHead(file);
  constexpr size_t most = 200;
  return {file.string(), 0,
          say("is a table whose columns were not recognised: %1",
              head.substr(0, std::min(head.find_first_of("\r\n"), most))),
          say("Name them with --columns image,class,x1,y1,x2,y2, and give the unit with --units pixels or "
              "--units parts")};
}

bool csvCountsEitherWay(const DetectedLabels& labels) {
  return labels.columns.shape == CsvColumns::Shape::Corners && labels.columns.kind != CsvColumns::Kind::Via &&
         !labels.columns.parts;
}

ImportReport readDetectedCsv(const DetectedLabels& labels, const fs::path& table, const Progress& progress) {
  CsvColumns columns =
      labels.sources.size() == 1 ? labels.columns : guessCsvColumns(table).value_or(labels.columns);
  if (labels.pixelsFrom) {
    columns.origin = *labels.pixelsFrom == 1 ? CsvColumns::Origin::FromOne : CsvColumns::Origin::FromZero;
    columns.units = CsvColumns::Units::Chosen;
  }
  return readCsv(table, columns, {}, progress);
}

std::vector<std::string> fillCsv(const ProjectStore& project, const fs::path& folder, const ExportRule& rule,
                                 const Progress& progress) {
  const auto classes = classNames(project);
  const auto quoted = [](const std::string& text) {
    std::vector<char> out(2 * text.size() + 2);
    out.resize(csv_write(out.data(), out.size(), text.data(), text.size()));
    return std::string(out.begin(), out.end());
  };
  std::string table =
      "filename,width,height,class,x1,y1,x2,y2,difficult,truncated,occluded,crowd,pose,score,split\n";
  const ImageLayout layout{[](const ImageEntry&) { return "images"; }};
  auto names = exportImages(
      project, folder, layout, rule, progress, [&](const ImageEntry& image, const fs::path& path) {
        const std::string start = quoted(path.generic_string()) + "," + std::to_string(image.width) + "," +
                                  std::to_string(image.height) + ",";
        const auto boxes = project.boxes(image.id);
        if (boxes.empty()) table += start + ",,,,,,,,,,," + image.split + "\n";
        for (const LabelBox& b : boxes) {
          table += start + quoted(ofItsClass(classes, b));
          for (const double v : {b.x1, b.y1, b.x2, b.y2}) table += "," + plainText(v);
          for (const bool flag : {b.difficult, b.truncated, b.occluded, b.crowd}) table += flag ? ",1" : ",0";
          table += "," + quoted(b.pose) + "," + (b.score < 0 ? std::string() : plainText(b.score)) + "," +
                   image.split + "\n";
        }
      });
  writeWholeFile(folder / "labels.csv", table);
  return names;
}

}  // namespace anchor
