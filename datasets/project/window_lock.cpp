// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/project/window_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "engine/base/user_error.h"

namespace anchor {

std::unique_ptr<WindowLock> WindowLock::take(const std::filesystem::path& project) {
  const int file = ::open((project / "window.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(file);
    return nullptr;
  }
  return std::unique_ptr<WindowLock>(new WindowLock(file));
}

std::unique_ptr<WindowLock> WindowLock::need(const std::filesystem::path& project) {
  if (auto lock = take(project)) return lock;
  throw UserError(
      {project.string(), 0, say("is open in another window"), say("Use that window, or close it first")});
}

WindowLock::~WindowLock() {
  if (m_descriptor >= 0) ::close(m_descriptor);
}

}  // namespace anchor
