// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/plain_text.h"

#include <utf8cpp/utf8.h>

#include <algorithm>
#include <fstream>

#include "engine/base/user_error.h"

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

std::string textOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

int lineNotUtf8(std::string_view text) {
  const auto foreign = utf8::find_invalid(text.begin(), text.end());
  return foreign == text.end() ? 0 : 1 + static_cast<int>(std::count(text.begin(), foreign, '\n'));
}

void requireUtf8(std::string_view text, const std::string& file, int line) {
  if (const int foreign = lineNotUtf8(text); foreign != 0)
    throw UserError(
        {file, line + foreign - 1, say("is not UTF-8 text"), say("Save it as UTF-8 and import it again")});
}

}  // namespace anchor
