#include "app/engine/dataset_images.h"

#include "datasets/images/content_hash.h"
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
    const bool there = fs::is_regular_file(path);
    if (there && (sample->hash.empty() || contentHash(path) == sample->hash)) continue;
    if (++count <= 5)
      bad += "\n  " + path.string() + (there ? " is not the image that was labelled" : " is missing");
  }
  if (count == 0) return;
  throw UserError("images",
                  std::to_string(count) + " of " + std::to_string(samples.size()) + " cannot be used:" + bad,
                  "\nIf the run was moved, pass --images FOLDER with the pictures");
}

}  // namespace anchor
