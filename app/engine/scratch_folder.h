// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>

namespace anchor {

/// A folder in the system's place for temporary files, for this person alone, that goes with this object.
/// What killed processes left there goes when the next one is made.
class ScratchFolder {
 public:
  /// Throws UserError when it cannot be made.
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

 private:
  std::filesystem::path m_path;
  int m_held = -1;  ///< the folder, locked: nobody else takes it for one that was left
};

}  // namespace anchor
