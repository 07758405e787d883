// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <memory>

namespace anchor {

/// Says that a window works on a project; held (flock) while it does, and let go by the kernel however the
/// program ends. What the shell's commands write needs no lock: the window notices it and reads again.
class WindowLock {
 public:
  /// Null when another window has the project. Where nothing can be locked (a file system without locks, a
  /// folder that cannot be written to) a lock that excludes nobody.
  static std::unique_ptr<WindowLock> take(const std::filesystem::path& project);
  /// The same; throws UserError in place of null.
  static std::unique_ptr<WindowLock> need(const std::filesystem::path& project);
  ~WindowLock();
  WindowLock(const WindowLock&) = delete;
  WindowLock& operator=(const WindowLock&) = delete;

 private:
  explicit WindowLock(int descriptor) : m_descriptor(descriptor) {}
  int m_descriptor;
};

}  // namespace anchor
