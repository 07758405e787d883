#include "datasets/formats/image_locator.h"

#include <algorithm>

#include "datasets/images/content_hash.h"
#include "datasets/images/image_reader.h"
#include "datasets/plain_text.h"

namespace anchor {
namespace fs = std::filesystem;

namespace {

/// No link inside the folder leads out of it. The folder itself may be a link: a person or a fixed name chose
/// it.
bool liesBelow(const fs::path& folder, const fs::path& wanted) {
  std::error_code error;
  fs::path at = folder;
  bool linked = false;
  for (const fs::path& part : wanted) {
    at /= part;
    linked = linked || fs::is_symlink(at, error);
  }
  if (!linked) return true;
  const fs::path real = fs::canonical(at, error).lexically_relative(fs::canonical(folder, error));
  return !error && !real.empty() && *real.begin() != "..";
}

}  // namespace

fs::path ImageLocator::find(const std::string& name) const {
  std::string plain = name;
  std::replace(plain.begin(), plain.end(), '\\', '/');
  fs::path relative = fs::path(plain).lexically_normal();
  const bool escapes = relative.is_absolute() || (!relative.empty() && *relative.begin() == "..");
  if (escapes) relative = relative.filename();
  if (relative.empty() || relative == ".") return {};
  for (const fs::path& wanted : {relative, relative.filename()})
    for (const fs::path& folder : m_folders) {
      std::error_code error;
      if (fs::is_regular_file(folder / wanted, error) && liesBelow(folder, wanted)) return folder / wanted;
    }
  return {};
}

std::optional<ImportedImage> describeImage(const fs::path& path, const std::string& split,
                                           std::vector<Problem>& problems) {
  const std::string absolute = fs::absolute(path).lexically_normal().string();
  if (lineNotUtf8(absolute) != 0) {
    problems.push_back(
        {absolute, 0, "has a name that is not UTF-8", "It was left out; rename it and import again"});
    return std::nullopt;
  }
  try {
    const PictureSize size = imageSize(path);
    return ImportedImage{absolute, size.width, size.height, split, contentHash(path), false, {}};
  } catch (const DatasetError& failure) {
    problems.push_back(failure.problem());
    return std::nullopt;
  }
}

std::string splitNamedIn(const std::string& name) {
  const std::string lower = lowerCase(name);
  for (const char* split : {"train", "val", "test"})
    if (lower.find(split) != std::string::npos) return split;
  return {};
}

}  // namespace anchor
