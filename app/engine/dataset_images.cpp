#include "app/engine/dataset_images.h"

#include "datasets/images/content_hash.h"
#include "datasets/images/file_damage.h"
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

namespace {
std::string whyUnusable(const fs::path& path, const RunSample& sample) {
  if (!fs::is_regular_file(path)) return " is missing";
  if (!sample.hash.empty() && contentHash(path) != sample.hash) return " is not the image that was labelled";
  const std::string damage = damageIn(path);
  return damage.empty() ? "" : " is damaged: " + damage;
}
}  // namespace

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
