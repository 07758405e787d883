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
  VocAnnotation(std::string file, std::vector<Problem>& problems)
      : m_file(std::move(file)), m_problems(problems) {}

  /// Whether the text can be read: XML without entities, at most 64 tags deep, in UTF-8 or
  /// an encoding that it declares and pugixml knows, with an <annotation>.
  bool parse(std::string text);
  /// The image's name; empty when there is none.
  [[nodiscard]] std::string fileName() const;
  /// Reports a <size> other than the image's.
  void checkSize(const PictureSize& size);
  /// Objects become boxes of the image, which has its size already.
  void readBoxes(VocDialect dialect, ImportedImage& image);

 private:
  [[nodiscard]] pugi::xml_node root() const { return m_document.child("annotation"); }
  [[nodiscard]] int lineOf(std::ptrdiff_t offset) const;
  bool report(int line, const std::string& reason, const std::string& remedy);
  bool readCorners(const pugi::xml_node& node, int line, VocDialect dialect, LabelBox& box);

  std::string m_file;
  std::vector<Problem>& m_problems;
  std::string m_text;
  pugi::xml_document m_document;
};

/// Whether some corner in an annotation's text is 0 or has a fraction. Looks at no structure, and costs less.
bool countsFromZero(std::string_view text);

}  // namespace anchor
