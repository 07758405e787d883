#include "datasets/project/window_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace anchor {

std::unique_ptr<WindowLock> WindowLock::take(const std::filesystem::path& project) {
  const int file = ::open((project / "window.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(file);
    return nullptr;
  }
  return std::unique_ptr<WindowLock>(new WindowLock(file));
}

WindowLock::~WindowLock() {
  if (m_descriptor >= 0) ::close(m_descriptor);
}

}  // namespace anchor
