#pragma once
#include <filesystem>
#include <optional>
#include <vector>

#include "datasets/formats/import_report.h"

namespace anchor {

/// Finds the images that label files name, never outside the folders it was given, also not through links in
/// them.
class ImageLocator {
 public:
  explicit ImageLocator(std::vector<std::filesystem::path> folders) : m_folders(std::move(folders)) {}
  /// `name` may hold sub-folders; of an absolute path only the file name counts. Empty when there is none.
  [[nodiscard]] std::filesystem::path find(const std::string& name) const;

 private:
  std::vector<std::filesystem::path> m_folders;
};

/// Size and hash of an image file; a problem, and nothing, when it cannot be read or its name is not UTF-8.
std::optional<ImportedImage> describeImage(const std::filesystem::path& path, const std::string& split,
                                           std::vector<Problem>& problems);

/// train, val or test when the name says so ("instances_val2017", "valid"); else empty.
std::string splitNamedIn(const std::string& name);

}  // namespace anchor
