#include "app/engine/dataset_images.h"

#include "datasets/images/content_hash.h"
#include "datasets/images/file_damage.h"
#include "datasets/images/image_file.h"
#include "datasets/images/image_reader.h"
#include "datasets/problem.h"

namespace anchor {
namespace fs = std::filesystem;

RgbImage readRgb(const fs::path& path) {
  try {
    PixelBuffer pixels = readImage(path);
    return {pixels.width, pixels.height, std::move(pixels.rgb)};
  } catch (const DatasetError& error) {
    throw UserError(error.problem().file, error.problem().reason, error.problem().remedy);
  }
}

void checkImageFile(const fs::path& path) {
  if (const std::string reason = whyUnreadable(path); !reason.empty())
    throw UserError(path.string(), reason, "Check the path and permissions");
}

namespace {
std::string whyUnusable(const fs::path& path, const RunSample& sample) {
  if (!fs::is_regular_file(path)) return " is missing";
  if (!sample.hash.empty() && contentHash(path) != sample.hash) return " is not the image that was labelled";
  const std::string damage = damageIn(path);
  return damage.empty() ? "" : " is damaged: " + damage;
}
}  // namespace

DatasetImages::DatasetImages(fs::path root, fs::path elsewhere)
    : m_root(std::move(root)), m_elsewhere(std::move(elsewhere)) {
  if (!m_elsewhere.empty() && !fs::is_directory(m_elsewhere))
    throw UserError(m_elsewhere.string(),
                    fs::exists(m_elsewhere) ? "is a file, not a folder" : "there is no such folder",
                    "Name the folder that holds the images");
}

fs::path DatasetImages::find(const RunSample& sample) const {
  fs::path path = (m_root / sample.image).lexically_normal();
  if (!m_elsewhere.empty() && !fs::exists(path)) path = m_elsewhere / fs::path(sample.image).filename();
  return path;
}

RgbImage DatasetImages::read(const RunSample& sample) { return readRgb(find(sample)); }

void DatasetImages::check(const std::vector<const RunSample*>& samples) const {
  std::string bad;
  int count = 0;
  for (const RunSample* sample : samples) {
    const fs::path path = find(*sample);
    const std::string reason = whyUnusable(path, *sample);
    if (!reason.empty() && ++count <= 5) bad += "\n  " + path.string() + reason;
  }
  if (count == 0) return;
  throw UserError("images",
                  std::to_string(count) + " of " + std::to_string(samples.size()) + " cannot be used:" + bad,
                  "\nIf the run was moved, pass --images FOLDER with the pictures; take damaged images out "
                  "of the project");
}

}  // namespace anchor
