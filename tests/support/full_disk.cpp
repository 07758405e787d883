// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded before a program (LD_PRELOAD): after FULL_DISK_AFTER writes to files below FULL_DISK_BELOW the disk
// is full. With FULL_DISK_REPORT the number of writes is noted in that file at the end.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

std::atomic<long> writes{0};

bool below(int descriptor) {
  static const char* folder = std::getenv("FULL_DISK_BELOW");
  if (folder == nullptr) return false;
  char link[64];
  char path[4096];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t length = ::readlink(link, path, sizeof path - 1);
  if (length <= 0) return false;
  path[length] = 0;
  return std::strncmp(path, folder, std::strlen(folder)) == 0;
}

/// True when this write finds no space.
bool full(int descriptor) {
  if (!below(descriptor)) return false;
  static const char* after = std::getenv("FULL_DISK_AFTER");
  const long number = writes++;
  if (after == nullptr || number < std::atol(after)) return false;
  errno = ENOSPC;
  return true;
}

template <class Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

struct Report {
  ~Report() {
    const char* file = std::getenv("FULL_DISK_REPORT");
    if (file == nullptr) return;
    if (FILE* out = std::fopen(file, "w")) {
      std::fprintf(out, "%ld\n", writes.load());
      std::fclose(out);
    }
  }
} report;

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t count) {
  static const auto next = real<ssize_t (*)(int, const void*, size_t)>("write");
  return full(descriptor) ? -1 : next(descriptor, bytes, count);
}
ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t at) {
  static const auto next = real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  return full(descriptor) ? -1 : next(descriptor, bytes, count, at);
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t at) {
  static const auto next = real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  return full(descriptor) ? -1 : next(descriptor, bytes, count, at);
}
ssize_t writev(int descriptor, const iovec* parts, int count) {
  static const auto next = real<ssize_t (*)(int, const iovec*, int)>("writev");
  return full(descriptor) ? -1 : next(descriptor, parts, count);
}
ssize_t sendfile(int to, int from, off_t* offset, size_t count) {
  static const auto next = real<ssize_t (*)(int, int, off_t*, size_t)>("sendfile");
  return full(to) ? -1 : next(to, from, offset, count);
}
ssize_t sendfile64(int to, int from, off64_t* offset, size_t count) {
  static const auto next = real<ssize_t (*)(int, int, off64_t*, size_t)>("sendfile64");
  return full(to) ? -1 : next(to, from, offset, count);
}
ssize_t copy_file_range(int from, off64_t* fromAt, int to, off64_t* toAt, size_t count, unsigned flags) {
  static const auto next =
      real<ssize_t (*)(int, off64_t*, int, off64_t*, size_t, unsigned)>("copy_file_range");
  return full(to) ? -1 : next(from, fromAt, to, toAt, count, flags);
}
}
