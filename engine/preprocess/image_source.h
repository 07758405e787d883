// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "engine/protocol/run_samples.h"

namespace anchor {

/// An upright image, 8 bits, R G B interleaved, rows from the top.
struct RgbImage {
  int width = 0, height = 0;
  std::vector<uint8_t> pixels;
};

/// Where training gets its pictures from. read() may be called from several threads at once.
class ImageSource {
 public:
  virtual ~ImageSource() = default;
  /// Throws UserError naming the image.
  virtual RgbImage read(const RunSample& sample) = 0;
};

/// An image of a run that cannot be read any more, and what the source says of it.
struct Unreadable {
  const RunSample* sample = nullptr;
  Message reason;
};
using SkipImage = std::function<void(const Unreadable&)>;
/// The image; nothing where it cannot be read and `skip` was told so. Without `skip` it throws as read()
/// does.
std::optional<RgbImage> readOrSkip(ImageSource& source, const RunSample& sample, const SkipImage& skip);

/// Binary PPM files (P6, 8 bits) below a folder: lets the engine train where no picture library was built in.
class PpmImageSource : public ImageSource {
 public:
  explicit PpmImageSource(std::filesystem::path root) : m_root(std::move(root)) {}
  RgbImage read(const RunSample& sample) override;

 private:
  std::filesystem::path m_root;
};

}  // namespace anchor
