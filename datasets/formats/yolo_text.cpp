// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/yolo_text.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "datasets/plain_text.h"

namespace anchor {
namespace {

/// Numbers with a point, whatever the locale; nothing when a word is none.
std::optional<std::vector<double>> numbersIn(const std::string& line) {
  std::vector<double> values;
  const char* at = line.data();
  const char* end = at + line.size();
  while (at < end) {
    if (*at == ' ' || *at == '\t') {
      ++at;
      continue;
    }
    double value = 0;
    const auto [stop, error] = std::from_chars(at, end, value);
    if (error != std::errc() || !std::isfinite(value) || (stop < end && *stop != ' ' && *stop != '\t'))
      return std::nullopt;
    values.push_back(value);
    at = stop;
  }
  return values;
}

/// Whether a number can be a class's: some tools write whole ones with a point.
bool isClassNumber(double value) {
  return value == std::floor(value) && value >= 0 && value <= std::numeric_limits<int>::max();
}

std::optional<YAML::Node> mapWithNames(std::istream& text) {
  try {
    YAML::Node node = YAML::Load(text);
    if (node.IsMap() && node["names"]) return node;
  } catch (const YAML::Exception&) {
    // Some other text.
  }
  return std::nullopt;
}

/// Throws yaml-cpp's exceptions, and UserError for a name that is not UTF-8.
YoloYaml namesAndSplits(const YAML::Node& node, const std::string& file, std::vector<Problem>& problems) {
  YoloYaml out;
  const YAML::Node list = node["names"];
  const auto nameOf = [&](const YAML::Node& name) {
    if (name.IsNull() || (name.IsScalar() && name.Scalar().empty())) {
      problems.push_back({file, name.Mark().line + 1, say("has an empty class name"),
                          say("The class was named after its number")});
      return std::string();
    }
    auto text = name.as<std::string>();
    requireUtf8(text, file, name.Mark().line + 1);
    return text;
  };
  int number = 0;
  if (list.IsSequence())
    for (const auto& name : list) out.names[number++] = nameOf(name);
  else
    for (const auto& pair : list) out.names[pair.first.as<int>()] = nameOf(pair.second);
  if (const YAML::Node path = node["path"]; path && path.IsScalar()) out.path = path.as<std::string>();
  if (const YAML::Node shape = node["kpt_shape"]; shape && shape.IsSequence() && shape.size() == 2)
    out.keypointNumbers = shape[0].as<int>() * shape[1].as<int>();
  for (const char* split : {"train", "val", "test"}) {
    const YAML::Node place = node[split];
    if (!place || place.IsNull()) continue;
    out.splits[split] =
        place.IsSequence() ? place.as<std::vector<std::string>>() : std::vector{place.as<std::string>()};
  }
  return out;
}

/// cx cy w h, or the corners of a polygon, in parts of the image's sides.
void placeBox(const std::vector<double>& v, bool polygon, const ImportedImage& image, LabelBox& box) {
  double x1 = v[1] - v[3] / 2, x2 = v[1] + v[3] / 2;
  double y1 = v[2] - v[4] / 2, y2 = v[2] + v[4] / 2;
  if (polygon) {
    x1 = x2 = v[1];
    y1 = y2 = v[2];
    for (size_t i = 3; i + 1 < v.size(); i += 2) {
      x1 = std::min(x1, v[i]);
      x2 = std::max(x2, v[i]);
      y1 = std::min(y1, v[i + 1]);
      y2 = std::max(y2, v[i + 1]);
    }
  }
  box.x1 = x1 * image.width;
  box.x2 = x2 * image.width;
  box.y1 = y1 * image.height;
  box.y2 = y2 * image.height;
}

}  // namespace

std::vector<std::string> linesOf(std::istream&& text) {
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) {
    if (lines.empty() && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
      line.pop_back();
    lines.push_back(std::move(line));
  }
  return lines;
}

bool looksLikeYoloLabel(const std::string& line) {
  const auto values = numbersIn(line);
  return values && values->size() >= 5 && isClassNumber((*values)[0]);
}

bool looksLikeYoloYaml(std::istream&& text) { return mapWithNames(text).has_value(); }

std::optional<YoloYaml> readYoloYaml(std::istream&& text, const std::string& file,
                                     std::vector<Problem>& problems) {
  const std::string whole(std::istreambuf_iterator<char>(text), {});
  try {
    const YAML::Node node = YAML::Load(whole);
    if (!node.IsMap() || !node["names"]) return std::nullopt;
    const YAML::Node list = node["names"];
    if (list.IsScalar()) {
      problems.push_back({file, list.Mark().line + 1, say("has a single word in place of the class names"),
                          say("Write names as a list, or as numbers with a colon, a space and a name")});
      return std::nullopt;
    }
    return namesAndSplits(node, file, problems);
  } catch (const YAML::ParserException& error) {
    if (whole.find("names:") == std::string::npos) return std::nullopt;  // some other text
    problems.push_back({file, error.mark.line + 1, say("is not valid YAML: %1", error.msg),
                        say("Its names and splits were not read; fix the line (double any backslash inside "
                            "quotes) and import again")});
    return std::nullopt;
  } catch (const YAML::Exception& error) {
    throw UserError(
        {file, error.mark.line + 1, say("lists classes or splits in an unsupported way"),
         say("Write names as a list or as numbers with names, and each split as a path or a list of paths")});
  }
}

void YoloLabels::read(std::istream&& text, const std::filesystem::path& file, ImportedImage& image) {
  image.labelled = true;
  const int source = m_report.ledger.file(file.string(), FileRole::Labels);
  int number = 0;
  for (const std::string& line : linesOf(std::move(text))) {
    ++number;
    const SourcePlace where{source, number, {}};
    if (line.empty() || readLine(line, where, image)) continue;
    m_report.leaveOut(&image, where, line, say("is not \"class cx cy w h\""),
                      say("The line was left out, and the image is locked"));
    if (image.trouble.empty())
      image.trouble = say("%1, line %2, is not \"class cx cy w h\".", file.filename().string(), number);
  }
}

void YoloLabels::lose(std::istream&& text, const std::filesystem::path& file, const Message& reason) {
  const int source = m_report.ledger.file(file.string(), FileRole::Labels);
  int number = 0;
  for (const std::string& line : linesOf(std::move(text))) {
    ++number;
    if (!line.empty()) m_report.lose({source, number, {}}, line, file.stem().string(), reason);
  }
}

bool YoloLabels::readLine(const std::string& line, const SourcePlace& where, ImportedImage& image) {
  const auto values = numbersIn(line);
  const bool pose =
      values && m_keypoints > 0 && values->size() == size_t{5} + static_cast<size_t>(m_keypoints);
  const bool polygon = values && !pose && values->size() >= 7 && values->size() % 2 == 1;
  const bool plain = values && (pose || values->size() == 5 || values->size() == 6);
  if ((!plain && !polygon) || !isClassNumber((*values)[0])) return false;
  ImportedBox box{m_classes.nameOf(static_cast<int>((*values)[0])), {}};
  placeBox(*values, polygon, image, box.box);
  if (polygon) ++m_polygons;
  if (values->size() == 6 && !pose) {
    ++m_scores;
    box.box.score = (*values)[5];
  }
  m_report.place(image, std::move(box), where);
  return true;
}

void YoloLabels::reportAll(const std::string& place) {
  const auto problem = [&](const Message& reason, const Message& remedy) {
    m_report.problems.push_back({place, 0, reason, remedy});
  };
  m_classes.reportUnknown(m_report, place);
  if (m_scores > 0)
    problem(say("%1 boxes have a score as a sixth number", m_scores), say("It is kept with the box"));
  if (m_polygons > 0)
    problem(say("%1 lines are polygons", m_polygons), say("The bounding box of each was used"));
}

}  // namespace anchor
