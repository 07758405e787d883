#pragma once
#include <filesystem>

namespace anchor {

/// A folder in the system's place for temporary files, for this person alone, that goes with this object.
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
};

}  // namespace anchor
