// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/voc_annotation.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "datasets/plain_numbers.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace {

/// Nesting depth of the tags, without building a tree: pugixml would follow any depth.
bool tooDeep(const std::string& text) {
  int depth = 0;
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '<' || text[i + 1] == '?' || text[i + 1] == '!') continue;
    const size_t end = text.find('>', i);
    if (end == std::string::npos) return false;
    depth += text[i + 1] == '/' ? -1 : text[end - 1] == '/' ? 0 : 1;
    if (depth > 64) return true;
    i = end;
  }
  return false;
}

/// Tags that VOC does not know: simple ones by their name, and CVAT's list of names and values.
void readAttributes(const pugi::xml_node& object, LabelBox& box) {
  static const std::set<std::string> known{"name",   "pose", "truncated",  "occluded", "difficult",
                                           "bndbox", "part", "attributes", "actions",  "point"};
  for (const pugi::xml_node tag : object.children())
    if (!known.contains(tag.name()) && tag.first_child().type() == pugi::node_pcdata)
      box.attributes[tag.name()] = tag.text().get();
  for (const pugi::xml_node attribute : object.child("attributes").children("attribute"))
    box.attributes[attribute.child("name").text().get()] = attribute.child("value").text().get();
}

/// "cow 10 20 x 40".
std::string asWritten(const pugi::xml_node& object) {
  std::string words = object.child("name").text().get();
  for (const char* corner : {"xmin", "ymin", "xmax", "ymax"})
    words += std::string(" ") + object.child("bndbox").child(corner).text().get();
  return words;
}

}  // namespace

int VocAnnotation::lineOf(std::ptrdiff_t offset) const {
  const auto end = m_text.begin() + std::clamp<std::ptrdiff_t>(offset, 0, std::ssize(m_text));
  return 1 + static_cast<int>(std::count(m_text.begin(), end, '\n'));
}

bool VocAnnotation::report(int line, const Message& reason, const Message& remedy) {
  m_report.problems.push_back({m_file, line, reason, remedy});
  return false;
}

bool VocAnnotation::parse(std::string text) {
  m_text = std::move(text);
  if (tooDeep(m_text)) return report(0, say("has tags nested deeper than 64 levels"), say("It was left out"));
  const pugi::xml_parse_result result =
      m_document.load_buffer(m_text.data(), m_text.size(), pugi::parse_default & ~pugi::parse_doctype);
  if (!result)
    return report(lineOf(result.offset), say("the XML cannot be read: %1", result.description()),
                  say("The file was left out"));
  // Of other encodings pugixml has made UTF-8.
  if (const int line = lineNotUtf8(m_text); line != 0 && result.encoding == pugi::encoding_utf8)
    return report(line, say("is not UTF-8 text"), say("The file was left out; save it as UTF-8"));
  if (!root()) return report(1, say("has no <annotation> element"), say("The file was left out"));
  return true;
}

std::string VocAnnotation::fileName() const { return root().child("filename").text().get(); }

void VocAnnotation::checkSize(const PictureSize& size) {
  const pugi::xml_node node = root().child("size");
  if (!node) return;
  const int width = node.child("width").text().as_int();
  const int height = node.child("height").text().as_int();
  if (width != size.width || height != size.height)
    report(lineOf(node.offset_debug()),
           say("gives the size %1x%2, but the image is %3x%4", width, height, size.width, size.height),
           say("The actual size of the image was used"));
}

void VocAnnotation::readBoxes(VocDialect dialect, ImportedImage& image) {
  const int file = m_report.ledger.file(m_file, FileRole::Labels);
  for (const pugi::xml_node object : root().children("object")) {
    const SourcePlace where{file, lineOf(object.offset_debug()), {}};
    ImportedBox box{object.child("name").text().get(), {}};
    if (box.className.empty()) {
      m_report.leaveOut(&image, where, asWritten(object), say("an object has no name"),
                        say("It was left out"));
      continue;
    }
    if (const Message reason = readCorners(object.child("bndbox"), dialect, box.box); !reason.empty()) {
      m_report.leaveOut(&image, where, asWritten(object), reason, say("It was left out"));
      continue;
    }
    box.box.difficult = object.child("difficult").text().as_int() != 0;
    box.box.truncated = object.child("truncated").text().as_int() != 0;
    box.box.occluded = object.child("occluded").text().as_int() != 0;
    const std::string pose = object.child("pose").text().get();
    if (pose != "Unspecified") box.box.pose = pose;
    readAttributes(object, box.box);
    m_report.place(image, std::move(box), where);
  }
}

void VocAnnotation::loseBoxes(const std::string& image, const Message& reason) {
  const int file = m_report.ledger.file(m_file, FileRole::Labels);
  for (const pugi::xml_node object : root().children("object"))
    m_report.lose({file, lineOf(object.offset_debug()), {}}, asWritten(object), image, reason);
}

Message VocAnnotation::readCorners(const pugi::xml_node& node, VocDialect dialect, LabelBox& box) {
  static constexpr const char* tags[] = {"xmin", "ymin", "xmax", "ymax"};
  double values[4];
  for (int i = 0; i < 4; ++i) {
    const auto value = plainNumber(node.child(tags[i]).text().get());
    if (!value) return say("an object has no valid %1", tags[i]);
    values[i] = *value;
  }
  const double first = dialect == VocDialect::FromOne ? 1 : 0;
  box.x1 = values[0] - first;
  box.y1 = values[1] - first;
  box.x2 = values[2];
  box.y2 = values[3];
  // xmin = xmax names one column in VOC's inclusive reading, but annotation tools write it for a click
  // without a drag.
  return values[2] <= values[0] || values[3] <= values[1] ? say("an object's box has zero area") : Message();
}

void VocEvidence::add(std::string_view text) {
  const auto number = [&](std::string_view tag, size_t from) -> std::optional<double> {
    const size_t at = text.find(tag, from);
    if (at == std::string_view::npos) return std::nullopt;
    return plainNumber(text.substr(at + tag.size(), text.find('<', at + tag.size()) - at - tag.size()));
  };
  const auto width = number("<width>", 0);
  const auto height = number("<height>", 0);
  m_marked = m_marked || text.find(vocFromZeroMark) != std::string_view::npos;
  size_t part = text.find("<part>");
  for (size_t at = text.find("<bndbox>"); at != std::string_view::npos; at = text.find("<bndbox>", at + 1)) {
    while (part != std::string_view::npos && text.find("</part>", part) < at)
      part = text.find("<part>", part + 1);
    if (part < at) continue;
    bool edge = false;
    for (const char* tag : {"<xmin>", "<ymin>", "<xmax>", "<ymax>"}) {
      const auto value = number(tag, at);
      if (!value) continue;
      const bool first = std::string_view(tag).ends_with("min>");
      ++m_corners;
      m_fractions += *value != std::floor(*value) ? 1 : 0;
      m_zeros += first && *value == 0 ? 1 : 0;
      m_one = m_one || (first && *value == 1);
      edge = edge || (!first && (tag[1] == 'x' ? value == width : value == height));
    }
    m_atEdge += edge ? 1 : 0;
  }
}

VocCounting VocEvidence::counting() const {
  constexpr int64_t exception = 10;  // of so many corners at most one has a fraction
  const bool fractionsCount =
      m_fractions > 0 && !(m_one && m_atEdge > 0 && m_fractions * exception <= m_corners);
  if (m_marked) return {VocDialect::FromZero, say("Pascal VOC: from 0, half-open (its files say so)")};
  if (m_zeros > 0)
    return {VocDialect::FromZero, say("Pascal VOC: from 0, half-open (corners at 0: %1)", m_zeros)};
  if (fractionsCount)
    return {VocDialect::FromZero,
            say("Pascal VOC: from 0, half-open (corners with a fraction: %1 of %2)", m_fractions, m_corners)};
  return {VocDialect::FromOne, say("Pascal VOC: pixels from 1, both ends counted (no corner is 0; boxes that "
                                   "end at the image's edge: %1)",
                                   m_atEdge)};
}

}  // namespace anchor
