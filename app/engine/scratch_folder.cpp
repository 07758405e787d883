// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/scratch_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>

#include "engine/base/user_error.h"

namespace anchor {
namespace {

constexpr const char* prefix = "anchor-scratch-";
constexpr time_t settled = 60;  // seconds: a younger one may not have been locked yet

/// -1 where somebody holds it, or it is no folder of this person's that has been there for a while.
int heldIfLeft(const std::filesystem::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0) return -1;
  struct stat seen {};
  if (::fstat(file, &seen) == 0 && seen.st_uid == ::geteuid() &&
      std::time(nullptr) - seen.st_mtime > settled && ::flock(file, LOCK_EX | LOCK_NB) == 0)
    return file;
  ::close(file);
  return -1;
}

void removeLeft(const std::filesystem::path& place) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(place, ignored)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    const int held = heldIfLeft(entry.path());
    if (held < 0) continue;
    std::filesystem::remove_all(entry.path(), ignored);
    ::close(held);
  }
}

}  // namespace

ScratchFolder::ScratchFolder() {
  const std::filesystem::path place = std::filesystem::temp_directory_path();
  removeLeft(place);
  // Short: names of sockets may lie in it, and those are limited to a hundred letters.
  std::string name = (place / (std::string(prefix) + "XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr)
    throw UserError(name, inEnglish("cannot be created"), say("Check free space"));
  m_path = name;
  m_held = ::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (m_held >= 0) ::flock(m_held, LOCK_EX | LOCK_NB);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(m_path, ignored);
  if (m_held >= 0) ::close(m_held);
}

}  // namespace anchor
