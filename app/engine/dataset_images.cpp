// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/dataset_images.h"

#include "datasets/images/content_hash.h"
#include "datasets/images/file_damage.h"
#include "datasets/images/image_file.h"
#include "datasets/images/image_reader.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace fs = std::filesystem;

RgbImage readRgb(const fs::path& path) {
  PixelBuffer pixels = readImage(path);
  return {pixels.width, pixels.height, std::move(pixels.rgb)};
}

void checkImageFile(const fs::path& path) {
  if (const Message reason = whyUnreadable(path); !reason.empty())
    throw UserError(path.string(), reason, say("Check the path and permissions"));
}

namespace {
Message whyUnusable(const fs::path& path, const RunSample& sample) {
  if (!fs::is_regular_file(path)) return say("%1 is missing", path.string());
  if (!sample.hash.empty() && contentHash(path) != sample.hash)
    return say("%1 is not the image that was labelled", path.string());
  const Message damage = damageIn(path);
  return damage.empty() ? Message() : say("%1 is damaged: %2", path.string(), damage);
}
}  // namespace

DatasetImages::DatasetImages(fs::path root, fs::path elsewhere)
    : m_root(std::move(root)), m_elsewhere(std::move(elsewhere)) {
  if (!m_elsewhere.empty() && !fs::is_directory(m_elsewhere))
    throw UserError(m_elsewhere.string(),
                    fs::exists(m_elsewhere) ? say("is a file, not a folder") : say("folder not found"),
                    say("Choose the folder that contains the images"));
}

fs::path DatasetImages::find(const RunSample& sample) const {
  fs::path path = (m_root / sample.image).lexically_normal();
  if (!m_elsewhere.empty() && !fs::exists(path)) path = m_elsewhere / fs::path(sample.image).filename();
  return path;
}

RgbImage DatasetImages::read(const RunSample& sample) { return readRgb(find(sample)); }

void DatasetImages::check(const std::vector<const RunSample*>& samples) const {
  std::vector<Message> bad;
  int count = 0;
  for (const RunSample* sample : samples) {
    const fs::path path = find(*sample);
    const Message reason = whyUnusable(path, *sample);
    if (!reason.empty() && ++count <= 5) bad.push_back(reason);
  }
  if (count == 0) return;
  throw UserError("images", say("%1 of %2 cannot be used:\n  %3", count, samples.size(), joined(bad, "\n  ")),
                  say("If the run was moved, pass --images FOLDER with the pictures; take damaged images out "
                      "of the project"));
}

}  // namespace anchor
