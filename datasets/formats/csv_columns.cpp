// SPDX-License-Identifier: GPL-3.0-or-later
// Which column of a table is what.
#include <algorithm>
#include <set>

#include "datasets/formats/csv_file.h"
#include "datasets/formats/csv_labels.h"
#include "datasets/plain_numbers.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

std::string withoutBlanks(const std::string& text) {
  const size_t first = text.find_first_not_of(" \t");
  return first == std::string::npos ? std::string()
                                    : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

int columnNamed(const CsvRow& names, std::initializer_list<const char*> wanted) {
  for (const char* name : wanted)
    for (size_t i = 0; i < names.size(); ++i)
      if (lowerCase(withoutBlanks(names[i])) == name) return static_cast<int>(i);
  return -1;
}

/// VIA's table has JSON in its cells instead of four numbers.
std::optional<CsvColumns> viaColumns(const CsvRow& names) {
  CsvColumns c;
  c.kind = CsvColumns::Kind::Via;
  c.image = columnNamed(names, {"filename", "#filename"});
  c.viaShape = columnNamed(names, {"region_shape_attributes"});
  c.viaAttributes = columnNamed(names, {"region_attributes"});
  c.units = CsvColumns::Units::Chosen;
  c.origin = CsvColumns::Origin::FromZero;
  return c.image < 0 || c.viaShape < 0 || c.viaAttributes < 0 ? std::nullopt : std::optional(c);
}

/// OpenImages names its columns as no other table does; its Confidence says how sure a person is, and its
/// numbers are parts of the sides.
void asOpenImages(const CsvRow& names, CsvColumns& c) {
  if (columnNamed(names, {"imageid"}) < 0 || columnNamed(names, {"labelname"}) < 0) return;
  c.kind = CsvColumns::Kind::OpenImages;
  c.score = -1;
  c.parts = true;
  c.units = CsvColumns::Units::Chosen;
}

std::optional<CsvColumns> byNames(const CsvRow& names) {
  if (auto via = viaColumns(names)) return via;
  CsvColumns c;
  c.image = columnNamed(names, {"filename", "image", "image_path", "path", "file", "img", "image_name",
                                "imagefilename", "file_name", "image_id", "imageid", "location"});
  c.label = columnNamed(names, {"class", "label", "cell_type", "category", "name", "class_name", "label_name",
                                "labelname", "type"});
  const auto use = [&](CsvColumns::Shape shape,
                       std::initializer_list<std::initializer_list<const char*>> sides) {
    int i = 0;
    for (const auto& side : sides) c.box[i++] = columnNamed(names, side);
    c.shape = shape;
    return std::ranges::count(c.box, -1) == 0;
  };
  const bool fits = use(CsvColumns::Shape::Corners, {{"xmin", "x1", "left", "x_min", "bbox_x1"},
                                                     {"ymin", "y1", "top", "y_min", "bbox_y1"},
                                                     {"xmax", "x2", "right", "x_max", "bbox_x2"},
                                                     {"ymax", "y2", "bottom", "y_max", "bbox_y2"}}) ||
                    use(CsvColumns::Shape::CentreSize, {{"cx", "x_center", "xcenter", "x_centre"},
                                                        {"cy", "y_center", "ycenter", "y_centre"},
                                                        {"w", "width", "bbox_width"},
                                                        {"h", "height", "bbox_height"}}) ||
                    use(CsvColumns::Shape::CornerSize, {{"x", "bbox_x", "left"},
                                                        {"y", "bbox_y", "top"},
                                                        {"w", "bbox_width", "width"},
                                                        {"h", "bbox_height", "height"}});
  if (!fits || c.image < 0) return std::nullopt;
  // xmin is VOC's word, and its tables may count as VOC does; x1 is not.
  if (lowerCase(names[static_cast<size_t>(c.box[0])]).find("min") == std::string::npos)
    c.origin = CsvColumns::Origin::FromZero;
  c.split = columnNamed(names, {"split", "set", "subset"});
  c.difficult = columnNamed(names, {"difficult"});
  c.truncated = columnNamed(names, {"truncated", "istruncated"});
  c.occluded = columnNamed(names, {"occluded", "isoccluded"});
  c.crowd = columnNamed(names, {"crowd", "iscrowd", "isgroupof"});
  c.pose = columnNamed(names, {"pose"});
  c.score = columnNamed(names, {"score", "confidence"});
  asOpenImages(names, c);
  return c;
}

bool isNumberOrNothing(const CsvRow& row, size_t i) {
  return i < row.size() && (row[i].empty() || plainNumber(row[i]));
}

bool areNumbersOrNothing(const CsvRow& row, const int (&columns)[4]) {
  return std::ranges::all_of(columns, [&](int i) { return isNumberOrNothing(row, static_cast<size_t>(i)); });
}

/// keras-retinanet: path, x1, y1, x2, y2, class
std::optional<CsvColumns> retinaNetColumns(const CsvRow& row) {
  CsvColumns c;
  c.kind = CsvColumns::Kind::RetinaNet;
  c.header = false;
  c.label = 5;
  std::ranges::copy(std::initializer_list<int>{1, 2, 3, 4}, c.box);
  c.origin = CsvColumns::Origin::FromZero;
  const bool fits = row.size() == 6 && !isNumberOrNothing(row, 0) && areNumbersOrNothing(row, c.box);
  return fits ? std::optional(c) : std::nullopt;
}

/// make-sense: class, x, y, w, h, image, width, height
std::optional<CsvColumns> makeSenseColumns(const CsvRow& row) {
  CsvColumns c;
  c.header = false;
  c.label = 0;
  c.image = 5;
  std::ranges::copy(std::initializer_list<int>{1, 2, 3, 4}, c.box);
  c.shape = CsvColumns::Shape::CornerSize;
  c.origin = CsvColumns::Origin::FromZero;
  const bool fits = row.size() == 8 && areNumbersOrNothing(row, c.box) && !isNumberOrNothing(row, 5);
  return fits ? std::optional(c) : std::nullopt;
}

/// Google AutoML and Vertex: set, path, class, x1, y1, (x2, y1,) x2, y2, (x1, y2), in parts of the sides. The
/// row of an image without objects may end behind its path.
std::optional<CsvColumns> autoMlColumns(const std::vector<CsvRow>& rows) {
  static const std::set<std::string> sets{"TRAIN", "TRAINING",   "VALIDATE", "VALIDATION",
                                          "TEST",  "UNASSIGNED", ""};
  CsvColumns c;
  c.kind = CsvColumns::Kind::AutoMl;
  c.header = false;
  c.split = 0;
  c.image = 1;
  c.label = 2;
  std::ranges::copy(std::initializer_list<int>{3, 4, 7, 8}, c.box);
  c.parts = true;
  c.units = CsvColumns::Units::Chosen;
  c.origin = CsvColumns::Origin::FromZero;
  const bool ofSets = std::ranges::all_of(
      rows, [](const CsvRow& row) { return sets.contains(csvCell(row, 0)) && !csvCell(row, 1).empty(); });
  const bool boxed = std::ranges::any_of(rows, [&](const CsvRow& row) {
    return row.size() >= 9 && row.size() <= 11 && !row[3].empty() && areNumbersOrNothing(row, c.box);
  });
  return ofSets && boxed ? std::optional(c) : std::nullopt;
}

std::optional<CsvColumns> byContent(const std::vector<CsvRow>& rows) {
  if (auto columns = retinaNetColumns(rows.front())) return columns;
  if (auto columns = makeSenseColumns(rows.front())) return columns;
  return autoMlColumns(rows);
}

}  // namespace

CsvPreview previewCsv(const fs::path& file, char separator, size_t most) {
  CsvPreview preview;
  readCsvRows(file, separator, [&](const CsvRow& row, int) {
    preview.columns = std::max(preview.columns, row.size());
    preview.rows.push_back(row);
    return preview.rows.size() < most;
  });
  return preview;
}

std::optional<CsvColumns> guessCsvColumns(const fs::path& file) {
  constexpr size_t most = 50;
  for (const char separator : {',', ';', '\t'}) {
    const CsvPreview preview = previewCsv(file, separator, most);
    if (preview.rows.empty() || preview.columns < 5) continue;
    auto columns = byNames(preview.rows.front());
    if (!columns) columns = byContent(preview.rows);
    if (!columns) continue;
    columns->separator = separator;
    return columns;
  }
  return std::nullopt;
}

namespace {

/// How the numbers of a table are meant: which columns hold them, and which the image.
Message shapeWords(const CsvColumns& columns, const std::string& box, const std::string& image) {
  switch (columns.shape) {
    case CsvColumns::Shape::Corners:
      return columns.parts ? say("CSV: corners in %1, parts of the image; image in %2", box, image)
                           : say("CSV: corners in %1, pixels; image in %2", box, image);
    case CsvColumns::Shape::CornerSize:
      return columns.parts ? say("CSV: corner and size in %1, parts of the image; image in %2", box, image)
                           : say("CSV: corner and size in %1, pixels; image in %2", box, image);
    case CsvColumns::Shape::CentreSize:
      return columns.parts ? say("CSV: centre and size in %1, parts of the image; image in %2", box, image)
                           : say("CSV: centre and size in %1, pixels; image in %2", box, image);
  }
  return {};
}

}  // namespace

Message csvWords(const CsvColumns& columns, const CsvPreview& preview) {
  const auto name = [&](int column) {
    return columns.header && !preview.rows.empty() ? csvCell(preview.rows.front(), column)
                                                   : "#" + std::to_string(column + 1);
  };
  if (columns.kind == CsvColumns::Kind::Via) return say("CSV of VIA: the boxes around its regions, pixels");
  std::string box;
  for (int i = 0; i < 4; ++i) box += (i > 0 ? ", " : "") + name(columns.box[i]);
  const Message shape = shapeWords(columns, box, name(columns.image));
  return columns.label < 0 ? shape : say("%1. %2", shape, say("The class is in %1", name(columns.label)));
}

}  // namespace anchor
