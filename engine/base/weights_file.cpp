// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/weights_file.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>

#include "engine/base/user_error.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

/// The first bytes, from the first that is no space and no byte order mark, letters made small.
std::string beginningOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw UserError(path.string(), say("cannot be opened"), say("Check the permissions"));
  std::string head(1024, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<size_t>(file.gcount()));
  head.erase(0, std::min(head.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), head.size()));
  std::ranges::transform(head, head.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return head;
}

bool isText(std::string_view head) {
  return std::ranges::none_of(head, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x7F || (byte < ' ' && c != '\n' && c != '\r' && c != '\t');
  });
}

struct Stranger {
  Message reason;
  Message remedy;
};

/// Null for what may be weights.
const Stranger* strangerOf(std::string_view head) {
  static const Message fetch = say("Download the file itself, not the page that links to it");
  static const Stranger empty{say("is empty"), say("Download the weights again")};
  static const Stranger page{say("is a web page, not a weights file"), fetch};
  static const Stranger pointer{
      say("is a Git LFS pointer, not the weights themselves"),
      say("Run git lfs pull in its repository, or download the file from the repository's page")};
  static const Stranger text{say("is a text file, not a weights file"), fetch};
  static const Stranger packed{say("is a compressed archive"),
                               say("Extract it and choose the weights file inside")};
  static const Stranger picture{say("is an image, not a weights file"), fetch};
  if (head.empty()) return &empty;
  if (head.starts_with("version https://git-lfs")) return &pointer;
  if (head.starts_with("<") && (head.find("html") != head.npos)) return &page;
  for (const std::string_view magic :
       {std::string_view("\x1F\x8B"), std::string_view("7z\xBC\xAF"), std::string_view("rar!"),
        std::string_view("\xFD"
                         "7zxz")})
    if (head.starts_with(magic)) return &packed;
  for (const std::string_view magic : {std::string_view("\x89png"), std::string_view("\xFF\xD8\xFF")})
    if (head.starts_with(magic)) return &picture;
  return isText(head) ? &text : nullptr;
}

}  // namespace

void refuseNoWeights(const fs::path& path) {
  std::error_code unknown;
  if (!fs::exists(path, unknown))
    throw UserError(path.string(), say("weights file not found"), say("Choose another one"));
  if (!fs::is_regular_file(path, unknown))
    throw UserError(
        path.string(),
        fs::is_directory(path, unknown) ? say("is a folder, not a file") : say("is not a regular file"),
        say("Choose a .pth, .safetensors or .caffemodel file"));
  if (const Stranger* stranger = strangerOf(beginningOf(path)))
    throw UserError(path.string(), stranger->reason, stranger->remedy);
}

}  // namespace anchor
