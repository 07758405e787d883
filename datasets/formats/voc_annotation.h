// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One annotation file of a Pascal VOC tree, as text.
#include <pugixml.hpp>

#include "datasets/formats/voc.h"
#include "datasets/images/image_reader.h"

namespace anchor {

/// What an annotation says. Every fault becomes a problem with the file's name and a line.
class VocAnnotation {
 public:
  /// `file` stands in the problems.
  VocAnnotation(std::string file, ImportReport& report) : m_file(std::move(file)), m_report(report) {}

  /// Whether the text can be read: XML without entities, at most 64 tags deep, in UTF-8 or
  /// an encoding that it declares and pugixml knows, with an <annotation>.
  bool parse(std::string text);
  /// The image's name; empty when there is none.
  [[nodiscard]] std::string fileName() const;
  /// Reports a <size> other than the image's.
  void checkSize(const PictureSize& size);
  /// Objects become boxes of the image, which has its size already.
  void readBoxes(VocDialect dialect, ImportedImage& image);
  /// The objects of an annotation without an image are left out; `image` is the name that it has for it.
  void loseBoxes(const std::string& image, const Message& reason);

 private:
  [[nodiscard]] pugi::xml_node root() const { return m_document.child("annotation"); }
  [[nodiscard]] int lineOf(std::ptrdiff_t offset) const;
  bool report(int line, const Message& reason, const Message& remedy);
  /// Why there are no corners; null when there are.
  static Message readCorners(const pugi::xml_node& node, VocDialect dialect, LabelBox& box);

  std::string m_file;
  ImportReport& m_report;
  std::string m_text;
  pugi::xml_document m_document;
};

/// Stands in what this program writes with fractions: whole corners may outnumber them.
inline constexpr const char* vocFromZeroMark = "Anchor Studio: pixels from 0, half-open";

/// How a tree counts its pixels, decided by all its corners. Looks at the text alone, and costs less than
/// reading.
class VocEvidence {
 public:
  /// The corners of one annotation; those of an object's parts say nothing.
  void add(std::string_view text);
  /// A corner at 0 can only be meant from 0. Fractions mean it too, unless they are the exception in a tree
  /// whose boxes begin at 1 and end at the image's width or height.
  [[nodiscard]] VocCounting counting() const;

 private:
  int64_t m_corners = 0, m_fractions = 0, m_zeros = 0;
  int64_t m_atEdge = 0;  ///< boxes that end at the image's width or height
  bool m_marked = false, m_one = false;
};

}  // namespace anchor
