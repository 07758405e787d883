// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/preprocess/image_source.h"

#include <sstream>

#include "engine/base/atomic_file.h"

namespace anchor {

std::optional<RgbImage> readOrSkip(ImageSource& source, const RunSample& sample, const SkipImage& skip) {
  if (!skip) return source.read(sample);
  try {
    return source.read(sample);
  } catch (const UserError& error) {
    skip({&sample, messageOf(error)});
    return std::nullopt;
  }
}

RgbImage PpmImageSource::read(const RunSample& sample) {
  const std::filesystem::path path = m_root / sample.image;
  const std::string bytes = readWholeFile(path);
  std::istringstream header(bytes.substr(0, 64));
  std::string magic;
  int white = 0;
  RgbImage image;
  header >> magic >> image.width >> image.height >> white;
  if (!header || magic != "P6" || white != 255 || image.width <= 0 || image.height <= 0)
    throw UserError(path.string(), say("is not a binary 8-bit PPM image"));
  const size_t start = static_cast<size_t>(header.tellg()) + 1;
  const size_t size = size_t{3} * static_cast<size_t>(image.width) * static_cast<size_t>(image.height);
  if (bytes.size() < start + size) throw UserError(path.string(), say("is incomplete"));
  image.pixels.assign(bytes.begin() + static_cast<std::ptrdiff_t>(start),
                      bytes.begin() + static_cast<std::ptrdiff_t>(start + size));
  return image;
}

}  // namespace anchor
