// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace anchor {

/// Writes a file so that a reader sees the old content or the whole new one, also after a power cut:
/// temporary name in the same folder, fsync, rename, fsync of the folder. `write` gets the open file's
/// descriptor-backed sink. Throws UserError naming the file; the old file is then untouched and the temporary
/// one removed.
class FileSink {
 public:
  explicit FileSink(int descriptor, std::filesystem::path path)
      : m_descriptor(descriptor), m_path(std::move(path)) {}
  void write(const void* data, size_t bytes);
  void write(std::string_view text) { write(text.data(), text.size()); }

 private:
  int m_descriptor;
  std::filesystem::path m_path;
};
void writeAtomically(const std::filesystem::path& path, const std::function<void(FileSink&)>& write);
void writeAtomically(const std::filesystem::path& path, std::string_view text);

/// The whole file as bytes; throws UserError naming the file, also when it exceeds `mostBytes`.
std::string readWholeFile(const std::filesystem::path& path, size_t mostBytes = size_t{1} << 32);

}  // namespace anchor
