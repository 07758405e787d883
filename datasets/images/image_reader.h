#pragma once
// The one place that decodes pictures: screen, thumbnails and training all call it, so EXIF orientation is
// the same for all.

#include <filesystem>
#include <optional>

#include "datasets/images/pixel_buffer.h"

namespace anchor {

struct PictureSize {
  int width = 0, height = 0;
};

/// Decodes to 8-bit RGB, EXIF orientation applied (OpenCV). Deeper pixels (16 bits, floats) are stretched
/// from the darkest to the brightest thousandth of the picture, here for screen and training alike. Throws
/// DatasetError naming the file. Pictures above 512 megapixels are refused. Safe to call from several
/// threads.
PixelBuffer readImage(const std::filesystem::path& path);

/// Like readImage, at about 1/reduction of its size (1, 2, 4, 8): JPEG decodes the faster for it.
PixelBuffer readReducedImage(const std::filesystem::path& path, int reduction);

/// Upright size. Decodes nothing of JPEG, PNG and BMP files beyond the header; others are decoded.
PictureSize imageSize(const std::filesystem::path& path);

/// By name: jpg, jpeg, png, bmp, tif, tiff, webp, any case.
bool looksLikeImage(const std::filesystem::path& path);

void writePng(const std::filesystem::path& path, const PixelBuffer& image);
void writeJpeg(const std::filesystem::path& path, const PixelBuffer& image, int quality);

}  // namespace anchor
