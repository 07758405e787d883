// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/corner_text.h"
#include "datasets/cancelled.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "datasets/formats/image_locator.h"
#include "datasets/formats/label_format.h"
#include "datasets/formats/label_places.h"
#include "datasets/formats/yolo_text.h"
#include "datasets/images/image_file.h"
#include "datasets/images/image_reader.h"
#include "datasets/plain_numbers.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

using Cells = std::vector<std::string>;
using Line = CornerDialect::Line;

/// By commas where there are some, else by tabs, else by blanks.
Cells cellsOf(const std::string& line) {
  const char separator = line.find(',') != std::string::npos    ? ','
                         : line.find('\t') != std::string::npos ? '\t'
                                                                : ' ';
  Cells cells;
  std::string cell;
  const auto finish = [&] {
    const size_t first = cell.find_first_not_of(" \t");
    if (first != std::string::npos)
      cells.push_back(cell.substr(first, cell.find_last_not_of(" \t") - first + 1));
    else if (separator != ' ')
      cells.emplace_back();
    cell.clear();
  };
  for (const char c : line)
    if (c == separator)
      finish();
    else
      cell += c;
  finish();
  return cells;
}

struct Row {
  std::string label;
  double v[4] = {0, 0, 0, 0};
  LabelBox flags;
  [[nodiscard]] bool hasArea() const { return v[2] > v[0] && v[3] > v[1]; }
};

bool numbersAt(const Cells& cells, size_t from, double (&out)[4]) {
  if (from + 4 > cells.size()) return false;
  for (size_t i = 0; i < 4; ++i) {
    const auto value = plainNumber(cells[from + i]);
    if (!value) return false;
    out[i] = *value;
  }
  return true;
}

std::string joined(Cells::const_iterator from, Cells::const_iterator to) {
  std::string text;
  for (; from != to; ++from) text += (text.empty() ? "" : " ") + *from;
  return text;
}

bool isClassWord(const std::string& label) {
  if (label.empty()) return false;
  const auto number = plainNumber(label);
  return !number || (*number >= 0 && *number < 1e9 && *number == std::floor(*number));
}

/// The class may be of several words: the first four numbers in a row behind it are the box.
std::optional<Row> classFirst(const Cells& cells) {
  Row row;
  size_t at = 1;
  while (at + 4 <= cells.size() && !numbersAt(cells, at, row.v)) ++at;
  if (at + 4 > cells.size()) return std::nullopt;
  row.label = joined(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(at));
  if (at + 4 == cells.size()) return row;
  const std::string flag = lowerCase(cells.back());
  if (at + 5 != cells.size() || (flag != "difficult" && flag != "0" && flag != "1")) return std::nullopt;
  row.flags.difficult = flag != "0";
  return row;
}

std::optional<Row> classLast(const Cells& cells) {
  Row row;
  if (cells.size() < 5 || !numbersAt(cells, 0, row.v)) return std::nullopt;
  row.label = joined(cells.begin() + 4, cells.end());
  return row;
}

std::optional<Row> noClass(const Cells& cells) {
  Row row;
  row.label = "object";
  return cells.size() == 4 && numbersAt(cells, 0, row.v) ? std::optional(row) : std::nullopt;
}

/// type truncated occluded alpha x1 y1 x2 y2, then the object in space.
std::optional<Row> kitti(const Cells& cells) {
  Row row;
  if ((cells.size() != 15 && cells.size() != 16) || plainNumber(cells[0]) || !numbersAt(cells, 4, row.v))
    return std::nullopt;
  for (size_t i = 1; i < cells.size(); ++i)
    if (!plainNumber(cells[i])) return std::nullopt;
  row.label = cells[0];
  row.flags.crowd = row.label == "DontCare";  // what lies in it counts neither for nor against a detection
  row.flags.truncated = plainNumber(cells[1]).value_or(0) > 0;
  const double occluded = plainNumber(cells[2]).value_or(0);
  row.flags.occluded = occluded == 1 || occluded == 2;  // 3 = not known
  return row;
}

std::optional<Row> rowOf(const Cells& cells, Line line) {
  switch (line) {
    case Line::Kitti:
      return kitti(cells);
    case Line::ClassFirst:
    case Line::ClassLast: {
      auto row = line == Line::ClassFirst ? classFirst(cells) : classLast(cells);
      return row && isClassWord(row->label) ? row : std::nullopt;
    }
    case Line::NoClass:
      return noClass(cells);
  }
  return std::nullopt;
}

/// In parts of the sides no number is above 1.
bool inPixels(const Row& row) {
  return std::ranges::any_of(row.v, [](double v) { return v > 2; });
}

/// BBox-Label-Tool's first line says how many boxes follow.
bool isCount(const std::string& line) {
  return !line.empty() && line.find_first_not_of("0123456789") == std::string::npos;
}

/// What is known of one way to read the lines.
struct Reading {
  Line line;
  int64_t rows = 0, pixels = 0, flat = 0;
  double highestClass = 0;
  void add(const Cells& cells) {
    const auto row = rowOf(cells, line);
    if (!row) return;
    ++rows;
    pixels += inPixels(*row) ? 1 : 0;
    flat += row->hasArea() ? 0 : 1;
    highestClass = std::max(highestClass, plainNumber(row->label).value_or(0));
  }
};

class Evidence {
 public:
  void add(const std::vector<std::string>& lines) {
    for (size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].empty() || (i == 0 && isCount(lines[i]))) continue;
      ++m_lines;
      const Cells cells = cellsOf(lines[i]);
      for (Reading& reading : m_readings) reading.add(cells);
    }
  }
  [[nodiscard]] bool enough() const { return m_lines > 5000; }
  [[nodiscard]] std::optional<CornerDialect> dialect() const {
    const Reading* best = &m_readings[0];
    for (const Reading& reading : m_readings)
      // Of five numbers in a row the class is the small one.
      if (reading.rows > best->rows ||
          (reading.rows == best->rows && reading.highestClass < best->highestClass))
        best = &reading;
    if (best->rows * 2 <= m_lines || best->pixels * 2 <= best->rows) return std::nullopt;
    constexpr int64_t few = 8;
    const bool sizes = best->line != Line::Kitti && best->rows >= few && best->flat * 3 > best->rows;
    return CornerDialect{best->line, sizes};
  }

 private:
  Reading m_readings[4] = {{Line::Kitti}, {Line::ClassFirst}, {Line::ClassLast}, {Line::NoClass}};
  int64_t m_lines = 0;
};

std::vector<std::string> linesIn(const fs::path& file) {
  return linesOf(std::ifstream(file, std::ios::binary));
}

/// The text files of a tree, by place and by stem.
class TextFiles {
 public:
  explicit TextFiles(const fs::path& root) : m_root(root) {
    std::error_code error;
    const auto options = fs::directory_options::skip_permission_denied;
    for (auto entry = fs::recursive_directory_iterator(root, options, error);
         entry != fs::recursive_directory_iterator(); entry.increment(error))
      if (lowerCase(entry->path().extension().string()) == ".txt" && entry->is_regular_file(error))
        m_all.push_back(entry->path());
    std::sort(m_all.begin(), m_all.end());
    for (const fs::path& file : m_all) {
      m_byPlace.emplace(labelPlaceOf(root, file), file);
      m_byStem.emplace(file.stem().string(), file);
    }
  }
  [[nodiscard]] const std::vector<fs::path>& all() const { return m_all; }
  /// The one beside the image, in the folder of the same place, or the only one of its stem; `lone` says that
  /// no other image has this stem.
  [[nodiscard]] fs::path of(const fs::path& image, bool lone) const {
    const auto same = m_byStem.equal_range(image.stem().string());
    for (auto at = same.first; at != same.second; ++at)
      if (at->second.parent_path() == image.parent_path()) return at->second;
    if (const auto found = m_byPlace.find(labelPlaceOf(m_root, image)); found != m_byPlace.end())
      return found->second;
    const bool one = lone && same.first != same.second && std::next(same.first) == same.second;
    return one ? same.first->second : fs::path();
  }

 private:
  fs::path m_root;
  std::vector<fs::path> m_all;
  std::map<std::string, fs::path> m_byPlace;
  std::multimap<std::string, fs::path> m_byStem;
};

std::map<std::string, int> stemsOf(const std::vector<fs::path>& images) {
  std::map<std::string, int> stems;
  for (const fs::path& image : images) ++stems[image.stem().string()];
  return stems;
}

class Reader {
 public:
  Reader(fs::path root, const CornerDialect& dialect, const Progress& progress)
      : m_root(std::move(root)), m_dialect(dialect), m_progress(progress) {}

  ImportReport read() {
    readNames();
    m_lists.readUsual({m_root, m_root / "data", m_root / "ImageSets", m_root / "ImageSets" / "Main"},
                      ImageLists::Entries::FilesOrStems);
    const TextFiles texts(m_root);
    const auto images = imagesBelow(m_root);
    const auto stems = stemsOf(images);
    for (size_t i = 0; i < images.size(); ++i) {
      if (m_progress && !m_progress(static_cast<int64_t>(i), static_cast<int64_t>(images.size())))
        throw Cancelled();
      readImage(images[i], texts.of(images[i], stems.at(images[i].stem().string()) == 1));
    }
    reportLabelsWithoutImage(texts);
    m_classes.reportUnknown(m_report, m_root.string());
    m_report.classes = m_classes.inOrder();
    m_report.settle();
    return std::move(m_report);
  }

 private:
  void readNames() {
    std::error_code error;
    for (const fs::path& folder : {m_root, m_root / "labels", m_root / "data"})
      for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (!entry.is_regular_file(error) || !isClassList(entry.path())) continue;
        if (m_report.ledger.knows(entry.path().string())) continue;
        m_report.ledger.file(entry.path().string(), FileRole::Classes);
        auto names = classList(entry.path());
        if (m_classes.names.empty()) m_classes.names = std::move(names);
      }
  }

  void readImage(const fs::path& file, const fs::path& labels) {
    std::string split = m_lists.splitOf(file);
    if (split.empty()) split = splitOfFolders(m_root, file);
    auto image = describeImage(file, split, m_report);
    if (labels.empty() || isOther(labels)) {
      if (image) m_report.images.push_back(std::move(*image));
      return;
    }
    const auto [owner, fresh] = m_owners.emplace(labels, file);
    if (!fresh) {
      m_report.problems.push_back(
          {labels.string(), 0,
           say("belongs to %1 and to %2", owner->second.filename().string(), file.filename().string()),
           say("It was assigned to the first; the other one is not labelled")});
    } else if (image) {
      readLabels(labels, *image);
    } else {
      lose(labels, say("its image cannot be read"));
    }
    if (image) m_report.images.push_back(std::move(*image));
  }

  /// What was read as something else is no label file.
  [[nodiscard]] bool isOther(const fs::path& file) const { return isClassList(file) || m_lists.isList(file); }

  [[nodiscard]] bool countsBoxes(const std::string& first) const {
    return (m_dialect.line == Line::NoClass || m_dialect.line == Line::ClassLast) && isCount(first);
  }

  template <typename Visit>
  void eachLine(const fs::path& file, const Visit& visit) {
    const int source = m_report.ledger.file(file.string(), FileRole::Labels);
    const auto lines = linesIn(file);
    for (size_t i = 0; i < lines.size(); ++i) {
      if (!lines[i].empty() && (i > 0 || !countsBoxes(lines[i])))
        visit(lines[i], SourcePlace{source, static_cast<int>(i) + 1, {}});
    }
  }

  void readLabels(const fs::path& file, ImportedImage& image) {
    if (const int line = lineNotUtf8(textOf(file)); line != 0) {
      m_report.refuseFile(FileRole::Labels, {file.string(), line, say("is not UTF-8 text"),
                                             say("The file was left out; save it as UTF-8")});
      image.trouble = say("%1: is not UTF-8 text.", file.filename().string());
      return;
    }
    image.labelled = true;
    eachLine(file, [&](const std::string& line, const SourcePlace& where) {
      auto row = rowOf(cellsOf(line), m_dialect.line);
      if (row) return place(*row, where, image);
      m_report.leaveOut(&image, where, line, say("is not a box like those in the other lines"),
                        say("The line was left out, and the image is locked"));
      if (image.trouble.empty())
        image.trouble = say("%1, line %2, is not a box like those in the other lines.",
                            file.filename().string(), where.line);
    });
  }

  void place(const Row& row, const SourcePlace& where, ImportedImage& image) {
    ImportedBox box{row.label, row.flags};
    if (const auto number = plainNumber(row.label))
      box.className = m_classes.nameOf(static_cast<int>(*number));
    box.box.x1 = row.v[0];
    box.box.y1 = row.v[1];
    box.box.x2 = row.v[2] + (m_dialect.sizes ? row.v[0] : 0);
    box.box.y2 = row.v[3] + (m_dialect.sizes ? row.v[1] : 0);
    m_report.place(image, std::move(box), where);
  }

  void lose(const fs::path& file, const Message& reason) {
    eachLine(file, [&](const std::string& line, const SourcePlace& where) {
      m_report.lose(where, line, file.stem().string(), reason);
    });
  }

  void reportLabelsWithoutImage(const TextFiles& texts) {
    for (const fs::path& file : texts.all()) {
      if (m_owners.contains(file) || isOther(file)) continue;
      if (std::ranges::none_of(linesIn(file), [&](const std::string& line) {
            const auto row = rowOf(cellsOf(line), m_dialect.line);
            return row && inPixels(*row);
          }))
        continue;
      m_report.problems.push_back(
          {file.string(), 0, say("has no matching image"), say("Its labels were left out")});
      lose(file, say("its image was not found"));
    }
  }

  fs::path m_root;
  CornerDialect m_dialect;
  const Progress& m_progress;
  ImportReport m_report;
  NumberedClasses m_classes;
  ImageLists m_lists{m_root, m_report};
  std::map<fs::path, fs::path> m_owners;  ///< label files and the images that they were given to
};

}  // namespace

std::optional<CornerDialect> cornerDialectOf(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string ending = entry.path().extension().string();
    if ((ending == ".yaml" || ending == ".yml") &&
        looksLikeYoloYaml(std::ifstream(entry.path(), std::ios::binary)))
      return std::nullopt;
  }
  const TextFiles texts(folder);
  if (texts.all().empty()) return std::nullopt;
  const auto images = imagesBelow(folder);
  const auto stems = stemsOf(images);
  Evidence evidence;
  for (const fs::path& image : images) {
    const fs::path labels = texts.of(image, stems.at(image.stem().string()) == 1);
    if (labels.empty() || isClassList(labels)) continue;
    evidence.add(linesIn(labels));
    if (evidence.enough()) break;
  }
  return evidence.dialect();
}

std::optional<DetectedLabels> detectCornerText(const fs::path& folder) {
  const auto dialect = cornerDialectOf(folder);
  if (!dialect) return std::nullopt;
  return DetectedLabels{LabelFormat::CornerText, {folder}, cornerWords(*dialect), {}};
}

Message cornerWords(const CornerDialect& dialect) {
  switch (dialect.line) {
    case Line::Kitti:
      return say("KITTI: corners in pixels from 0; DontCare is a crowd region");
    case Line::ClassLast:
      return dialect.sizes ? say("Text files: x, y, width, height, class, in pixels from 0")
                           : say("Text files: x1, y1, x2, y2, class, in pixels from 0");
    case Line::NoClass:
      return dialect.sizes ? say("Text files: x, y, width, height, in pixels from 0, one class")
                           : say("Text files: x1, y1, x2, y2, in pixels from 0, one class");
    case Line::ClassFirst:
      return dialect.sizes ? say("Text files: class, x, y, width, height, in pixels from 0")
                           : say("Text files: class, x1, y1, x2, y2, in pixels from 0");
  }
  return {};
}

bool looksLikeCorners(const std::string& line) {
  const Cells cells = cellsOf(line);
  return std::ranges::any_of(
      std::initializer_list<Line>{Line::Kitti, Line::ClassFirst, Line::ClassLast, Line::NoClass},
      [&](Line way) {
        const auto row = rowOf(cells, way);
        return row && inPixels(*row);
      });
}

ImportReport readCornerText(const fs::path& folder, const Progress& progress) {
  const fs::path root = fs::absolute(folder).lexically_normal();
  return Reader(root, cornerDialectOf(root).value_or(CornerDialect{}), progress).read();
}

}  // namespace anchor
