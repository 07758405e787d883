// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <array>
#include <filesystem>
#include <fstream>
#include <streambuf>

namespace anchor {

/// The bytes of a JSON file on their way to a parser, which keeps each text whole: one that is longer than
/// any that labels need ends the reading, before it takes the memory. Throws UserError naming the file.
class GuardedJson : public std::streambuf {
 public:
  static constexpr size_t longestText = size_t{1} << 20;
  /// Throws UserError when the file cannot be read.
  explicit GuardedJson(std::filesystem::path path);

 protected:
  int_type underflow() override;

 private:
  void measureTexts(size_t count);
  std::filesystem::path m_path;
  std::ifstream m_file;
  std::array<char, 1 << 16> m_bytes;
  size_t m_length = 0;  ///< of the text we are in, so far
  bool m_inText = false, m_escaped = false;
};

}  // namespace anchor
