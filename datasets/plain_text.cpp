#include "datasets/plain_text.h"

#include <algorithm>
#include <fstream>

namespace anchor {

std::string lowerCase(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

std::string fileHead(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string head(1 << 16, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<size_t>(stream.gcount()));
  const auto first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first == std::string::npos ? std::string() : head.substr(first);
}

}  // namespace anchor
