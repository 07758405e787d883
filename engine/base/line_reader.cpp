// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/line_reader.h"

#include <fstream>

namespace anchor {
namespace {
constexpr size_t mostPerCall = size_t{16} << 20;
}

std::vector<std::string> LineReader::readNew() {
  std::vector<std::string> lines;
  m_hasMore = false;
  std::ifstream file(m_path, std::ios::binary);
  if (!file) return lines;
  file.seekg(static_cast<std::streamoff>(m_offset));
  std::string chunk(1 << 16, '\0');
  size_t taken = 0;
  while (file && taken < mostPerCall) {
    file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    const auto count = static_cast<size_t>(file.gcount());
    m_offset += count;
    taken += count;
    for (size_t start = 0; start < count;) {
      const size_t end = std::min(chunk.find('\n', start), count);
      if (!m_skippingLine) m_partial.append(chunk, start, end - start);
      if (m_partial.size() > m_lineCap) {
        m_partial.clear();
        m_skippingLine = true;
      }
      if (end < count) {
        if (m_skippingLine)
          ++m_dropped;
        else
          lines.push_back(std::move(m_partial));
        m_partial.clear();
        m_skippingLine = false;
      }
      start = end + 1;
    }
  }
  m_hasMore = taken >= mostPerCall;
  return lines;
}

void LineReader::skipToEnd() {
  std::error_code error;
  const auto size = std::filesystem::file_size(m_path, error);
  m_offset = error ? 0 : size;
  m_partial.clear();
  m_skippingLine = false;
}

}  // namespace anchor
