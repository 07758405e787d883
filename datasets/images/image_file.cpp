// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/images/image_file.h"

#include <algorithm>

#include "datasets/images/image_reader.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace fs = std::filesystem;

namespace {

Message whyNotOpen(const fs::path& path, const std::ifstream& file) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return say("the image file is missing");
  if (fs::is_directory(status)) return say("this is a folder, not an image file");
  return file ? Message() : say("the image cannot be opened");
}

}  // namespace

Message whyUnreadable(const fs::path& path) {
  return whyNotOpen(path, std::ifstream(path, std::ios::binary));
}

std::ifstream openImageFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (const Message reason = whyNotOpen(path, file); !reason.empty())
    throw UserError({path.string(), 0, reason, say("Check the path and permissions")});
  return file;
}

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Takes the number that `text` begins with, without its leading zeros.
std::string_view takeNumber(std::string_view& text) {
  const auto end = std::ranges::find_if_not(text, isDigit);
  std::string_view number(text.begin(), end);
  text.remove_prefix(number.size());
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

}  // namespace

bool naturallyBefore(std::string_view a, std::string_view b) {
  const std::string_view whole[] = {a, b};
  while (!a.empty() && !b.empty()) {
    if (isDigit(a.front()) && isDigit(b.front())) {
      const std::string_view left = takeNumber(a);
      const std::string_view right = takeNumber(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
    } else {
      if (a.front() != b.front()) return a.front() < b.front();
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  if (a.empty() != b.empty()) return a.empty();
  return whole[0] < whole[1];  // 01 and 1
}

namespace {

bool pathBefore(const fs::path& a, const fs::path& b) {
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() && right != b.end() && *left == *right) ++left, ++right;
  if (left == a.end() || right == b.end()) return left == a.end() && right != b.end();
  const bool leftIsFile = std::next(left) == a.end();
  if (leftIsFile != (std::next(right) == b.end())) return leftIsFile;
  return naturallyBefore(left->native(), right->native());
}

}  // namespace

std::vector<fs::path> imagesBelow(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (auto entry =
           fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
       entry != fs::recursive_directory_iterator(); entry.increment(error))
    if (looksLikeImage(entry->path()) && entry->is_regular_file(error)) files.push_back(entry->path());
  std::ranges::sort(files, pathBefore);
  return files;
}

}  // namespace anchor
