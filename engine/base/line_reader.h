// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace anchor {

/// Follows an append-only text file. Gives complete lines only: a torn last line waits until its end arrives.
/// A line above the cap is dropped and counted. A file that does not exist yet has no lines.
class LineReader {
 public:
  explicit LineReader(std::filesystem::path path, size_t lineCap = size_t{1} << 20)
      : m_path(std::move(path)), m_lineCap(lineCap) {}
  /// Lines completed since the last call, without their ends; at most about 16 MiB a call.
  std::vector<std::string> readNew();
  /// Passes over what is there now.
  void skipToEnd();
  [[nodiscard]] size_t droppedLines() const { return m_dropped; }
  /// True when the last call stopped at its limit and more is waiting.
  [[nodiscard]] bool hasMore() const { return m_hasMore; }

 private:
  std::filesystem::path m_path;
  size_t m_lineCap;
  uint64_t m_offset = 0;
  std::string m_partial;
  bool m_skippingLine = false;
  bool m_hasMore = false;
  size_t m_dropped = 0;
};

}  // namespace anchor
