#include "datasets/formats/csv_labels.h"

#include <csv.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>

#include "datasets/formats/export_walk.h"
#include "datasets/formats/image_locator.h"
#include "datasets/plain_numbers.h"
#include "datasets/plain_text.h"
#include "datasets/project/damaged_project.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

/// Rows of a file, through libcsv: quotes, line ends and separators in quotes are its business.
class CsvFile {
 public:
  using Row = std::vector<std::string>;
  /// `visit` gets each row and its line; returning false ends the reading.
  static void read(const fs::path& path, char separator, const std::function<bool(const Row&, int)>& visit) {
    CsvFile file(visit);
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw DatasetError({path.string(), 0, "cannot be opened", "Check the name and permissions"});
    csv_parser parser;
    csv_init(&parser, CSV_APPEND_NULL);
    csv_set_delim(&parser, static_cast<unsigned char>(separator));
    std::vector<char> buffer(1 << 16);
    bool first = true;
    while (!file.m_stopped && stream) {
      stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      size_t count = static_cast<size_t>(stream.gcount());
      const char* from = buffer.data();
      if (first && count >= 3 && std::string_view(from, 3) == "\xEF\xBB\xBF") {
        from += 3;
        count -= 3;
      }
      first = false;
      csv_parse(&parser, from, count, onField, onRow, &file);
    }
    csv_fini(&parser, onField, onRow, &file);
    csv_free(&parser);
  }

 private:
  explicit CsvFile(const std::function<bool(const Row&, int)>& visit) : m_visit(visit) {}
  static void onField(void* text, size_t length, void* self) {
    static_cast<CsvFile*>(self)->m_row.emplace_back(static_cast<const char*>(text), length);
  }
  static void onRow(int, void* self) {
    auto* file = static_cast<CsvFile*>(self);
    ++file->m_line;
    if (!file->m_stopped) file->m_stopped = !file->m_visit(file->m_row, file->m_line);
    file->m_row.clear();
  }
  const std::function<bool(const Row&, int)>& m_visit;
  Row m_row;
  int m_line = 0;
  bool m_stopped = false;
};

std::string withoutBlanks(const std::string& text) {
  const size_t first = text.find_first_not_of(" \t");
  return first == std::string::npos ? std::string()
                                    : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A number of a cell; where commas do not part the columns, they may stand for the point.
std::optional<double> cellNumber(std::string text, char separator) {
  if (separator != ',') std::replace(text.begin(), text.end(), ',', '.');
  return plainNumber(text);
}

int columnNamed(const std::vector<std::string>& names, std::initializer_list<const char*> wanted) {
  for (const char* name : wanted)
    for (size_t i = 0; i < names.size(); ++i)
      if (lowerCase(withoutBlanks(names[i])) == name) return static_cast<int>(i);
  return -1;
}

std::optional<CsvColumns> byNames(const std::vector<std::string>& names) {
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
  c.truncated = columnNamed(names, {"truncated"});
  c.occluded = columnNamed(names, {"occluded"});
  c.crowd = columnNamed(names, {"crowd", "iscrowd"});
  c.pose = columnNamed(names, {"pose"});
  c.score = columnNamed(names, {"score", "confidence"});
  return c;
}

std::optional<CsvColumns> byContent(const std::vector<std::string>& row) {
  const auto numeric = [&](size_t i) { return i < row.size() && (row[i].empty() || plainNumber(row[i])); };
  CsvColumns c;
  c.header = false;
  // keras-retinanet: path, x1, y1, x2, y2, class
  if (row.size() == 6 && !numeric(0) && numeric(1) && numeric(2) && numeric(3) && numeric(4)) {
    c.label = 5;
    std::ranges::copy(std::initializer_list<int>{1, 2, 3, 4}, c.box);
    c.origin = CsvColumns::Origin::FromZero;
    return c;
  }
  // make-sense: class, x, y, w, h, image, width, height
  if (row.size() == 8 && numeric(1) && numeric(2) && numeric(3) && numeric(4) && !numeric(5)) {
    c.label = 0;
    c.image = 5;
    std::ranges::copy(std::initializer_list<int>{1, 2, 3, 4}, c.box);
    c.shape = CsvColumns::Shape::CornerSize;
    c.origin = CsvColumns::Origin::FromZero;
    return c;
  }
  return std::nullopt;
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
  std::string trouble;
  std::vector<RawBox> boxes;
};

std::string field(const std::vector<std::string>& row, int column) {
  return column >= 0 && column < static_cast<int>(row.size()) ? row[static_cast<size_t>(column)]
                                                              : std::string();
}

bool hasBox(const std::vector<std::string>& row, const CsvColumns& columns) {
  return std::ranges::any_of(columns.box, [&](int column) { return !field(row, column).empty(); });
}

/// A row as a person sees it.
std::string joined(const std::vector<std::string>& row) {
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

}  // namespace

CsvPreview previewCsv(const fs::path& file, char separator, size_t most) {
  CsvPreview preview;
  CsvFile::read(file, separator, [&](const CsvFile::Row& row, int) {
    preview.columns = std::max(preview.columns, row.size());
    preview.rows.push_back(row);
    return preview.rows.size() < most;
  });
  return preview;
}

std::optional<CsvColumns> guessCsvColumns(const fs::path& file) {
  for (const char separator : {',', ';', '\t'}) {
    const CsvPreview preview = previewCsv(file, separator, 2);
    if (preview.rows.empty() || preview.columns < 5) continue;
    auto columns = byNames(preview.rows.front());
    if (!columns) columns = byContent(preview.rows.front());
    if (!columns) continue;
    columns->separator = separator;
    return columns;
  }
  return std::nullopt;
}

std::string csvWords(const CsvColumns& columns, const CsvPreview& preview) {
  const auto name = [&](int column) {
    return columns.header && !preview.rows.empty() ? field(preview.rows.front(), column)
                                                   : "#" + std::to_string(column + 1);
  };
  std::string words = columns.shape == CsvColumns::Shape::Corners      ? "CSV: corners in "
                      : columns.shape == CsvColumns::Shape::CornerSize ? "CSV: corner and size in "
                                                                       : "CSV: centre and size in ";
  for (int i = 0; i < 4; ++i) words += (i > 0 ? ", " : "") + name(columns.box[i]);
  words += columns.parts ? ", parts of the image; image in " : ", pixels; image in ";
  return words + name(columns.image) + (columns.label < 0 ? "" : ". The class is in " + name(columns.label));
}

ImportReport readCsv(const fs::path& path, const CsvColumns& asked, const fs::path& imageFolder,
                     const Progress& progress) {
  ImportReport report;
  const int number = report.ledger.file(path.string(), FileRole::Labels);
  CsvColumns columns = asked;
  std::map<std::string, RawImage> byName;
  std::vector<std::string> order;
  CsvFile::read(path, columns.separator, [&](const CsvFile::Row& row, int line) {
    if ((line == 1 && columns.header) || row.empty()) return true;
    if (line % 1000 == 0 && progress && !progress(0, 0)) throw Cancelled();
    for (const std::string& text : row) requireUtf8(text, path.string(), line);
    const std::string name = field(row, columns.image);
    if (name.empty()) {
      if (hasBox(row, columns))
        report.leaveOut(nullptr, {number, line, {}}, joined(row), "names no image", "The row was left out");
      return true;
    }
    const auto [found, fresh] = byName.try_emplace(name);
    if (fresh) order.push_back(name);
    if (const std::string split = splitNamedIn(field(row, columns.split)); !split.empty())
      found->second.split = split;
    RawBox box{columns.label < 0 ? "object" : field(row, columns.label), {}, {}, line};
    int given = 0;
    bool wrong = false;
    for (int i = 0; i < 4; ++i) {
      const std::string text = field(row, columns.box[i]);
      const auto value = cellNumber(text, columns.separator);
      given += text.empty() ? 0 : 1;
      wrong = wrong || (!text.empty() && !value);
      box.v[i] = value.value_or(0);
    }
    if (given == 0) return true;  // the image has no objects
    if (given < 4 || wrong || withoutBlanks(box.label).empty()) {
      report.leaveOut(nullptr, {number, line, {}}, joined(row), "has no four numbers and a class",
                      "The row was left out");
      ++found->second.leftOut;
      if (found->second.trouble.empty())
        found->second.trouble = path.filename().string() + ", line " + std::to_string(line) +
                                ", has no four numbers and a class.";
      return true;
    }
    box.flags.difficult = truth(field(row, columns.difficult));
    box.flags.truncated = truth(field(row, columns.truncated));
    box.flags.occluded = truth(field(row, columns.occluded));
    box.flags.crowd = truth(field(row, columns.crowd));
    box.flags.pose = field(row, columns.pose);
    box.flags.score = plainNumber(field(row, columns.score)).value_or(-1);
    found->second.boxes.push_back(std::move(box));
    return true;
  });
  if (order.empty())
    throw DatasetError({path.string(), 0, "names no images", "Choose the column that holds the file names"});

  const ImageLocator locator = ImageLocator::around(path, imageFolder);
  const std::string fileSplit = splitOfLabelFile(path);
  std::vector<const RawImage*> raws;
  const auto loseAll = [&](const RawImage& raw, const std::string& image, const std::string& reason) {
    for (const RawBox& box : raw.boxes)
      report.lose({number, box.line, {}}, objectWords(box.label, asWritten(box)), image, reason);
  };
  for (const std::string& name : order) {
    if (progress && !progress(static_cast<int64_t>(raws.size()), static_cast<int64_t>(order.size())))
      throw Cancelled();
    const RawImage& raw = byName[name];
    const fs::path found = locator.find(name, raw.split.empty() ? fileSplit : raw.split);
    if (found.empty()) {
      report.problems.push_back(
          {path.string(), 0, "its image " + name + " was not found", "Its rows were left out"});
      loseAll(raw, name, "its image was not found");
      continue;
    }
    auto image = describeImage(found, raw.split.empty() && columns.split < 0 ? fileSplit : raw.split, report);
    if (!image) {
      loseAll(raw, name, "its image cannot be read");
      continue;
    }
    image->labelled = true;
    image->leftOut = raw.leftOut;
    image->trouble = raw.trouble;
    report.images.push_back(std::move(*image));
    raws.push_back(&raw);
  }
  bool zero = false;
  bool touches = false;
  bool unit = true;
  size_t boxes = 0;
  for (size_t i = 0; i < raws.size(); ++i)
    for (const RawBox& box : raws[i]->boxes) {
      ++boxes;
      unit = unit && std::ranges::all_of(box.v, [](double v) { return v >= 0 && v <= 1; });
      zero = zero || box.v[0] < 1 || box.v[1] < 1;
      touches = touches || box.v[2] == report.images[i].width || box.v[3] == report.images[i].height;
    }
  // No box of a person is smaller than a pixel in every image.
  columns.parts = columns.parts || (columns.units == CsvColumns::Units::Detect && unit && boxes > 0);
  const bool fromOne = columns.origin == CsvColumns::Origin::FromOne ||
                       (columns.origin == CsvColumns::Origin::Detect && !columns.parts &&
                        columns.shape == CsvColumns::Shape::Corners && !zero && touches);
  for (size_t i = 0; i < raws.size(); ++i)
    for (const RawBox& raw : raws[i]->boxes) {
      ImportedBox box{raw.label, raw.flags};
      // In VOC's reading xmin = xmax names one column, but tools write it for a click without a drag.
      const bool flat = fromOne && (raw.v[2] <= raw.v[0] || raw.v[3] <= raw.v[1]);
      placeBox(raw, columns, fromOne && !flat, report.images[i], box.box);
      report.place(report.images[i], std::move(box), {number, raw.line, {}});
    }
  report.settle();
  return report;
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
