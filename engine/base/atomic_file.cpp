// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "engine/base/user_error.h"

namespace anchor {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, Message failed) {
  failed.values.emplace_back(std::strerror(errno));
  throw UserError(path.string(), failed, say("Check free space and permissions"));
}

}  // namespace

void FileSink::write(const void* data, size_t bytes) {
  const char* at = static_cast<const char*>(data);
  while (bytes > 0) {
    const ssize_t written = ::write(m_descriptor, at, bytes);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(m_path, say("writing failed: %1"));
    at += written;
    bytes -= static_cast<size_t>(written);
  }
}

void writeAtomically(const std::filesystem::path& path, const std::function<void(FileSink&)>& write) {
  const std::filesystem::path temporary = path.string() + ".part";
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) fail(temporary, say("creating the file failed: %1"));
  try {
    FileSink sink(file, temporary);
    write(sink);
    if (::fsync(file) != 0) fail(temporary, say("writing to disk failed: %1"));
  } catch (...) {
    ::close(file);
    ::unlink(temporary.c_str());
    throw;
  }
  ::close(file);
  if (::rename(temporary.c_str(), path.c_str()) != 0)
    fail(path, say("renaming the finished file failed: %1"));
  const std::filesystem::path parent = path.has_parent_path() ? path.parent_path() : ".";
  const int folder = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
}

void writeAtomically(const std::filesystem::path& path, std::string_view text) {
  writeAtomically(path, [&](FileSink& sink) { sink.write(text); });
}

std::string readWholeFile(const std::filesystem::path& path, size_t mostBytes) {
  // A stream opens a folder too, and says of it that it is longer than any memory.
  std::error_code unknown;
  if (std::filesystem::is_directory(path, unknown))
    throw UserError(path.string(), say("is a folder, not a file"), say("Check the path"));
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) throw UserError(path.string(), say("cannot be opened: %1", std::strerror(errno)));
  const auto end = static_cast<std::streamoff>(file.tellg());
  if (end < 0) throw UserError(path.string(), say("cannot be read"));
  const auto size = static_cast<size_t>(end);
  if (size > mostBytes) throw UserError(path.string(), say("is too large (%1 MB)", size >> 20));
  std::string bytes(size, '\0');
  file.seekg(0);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(size)))
    throw UserError(path.string(), say("cannot be read"));
  return bytes;
}

}  // namespace anchor
