// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one place that decodes pictures: screen, thumbnails and training all call it, so EXIF orientation is
// the same for all.

#include <filesystem>
#include <functional>
#include <optional>

#include "datasets/images/image_headers.h"
#include "datasets/images/pixel_buffer.h"

namespace anchor {

/// Decodes to 8-bit RGB, turned as exifOrientation() says. Deeper pixels (16 bits, floats) are stretched
/// from the darkest to the brightest thousandth of the picture, here for screen and training alike. Throws
/// UserError naming the file. Pictures above 512 megapixels are refused. Safe to call from several
/// threads.
PixelBuffer readImage(const std::filesystem::path& path);

/// Values of deep pixels that become black and white.
struct DeepRange {
  float black = 0, white = 1;
  friend bool operator==(const DeepRange&, const DeepRange&) = default;
};
/// How deep pixels became 8 bits.
struct PixelDepth {
  bool deep = false;  ///< else the rest says nothing
  DeepRange used;     ///< what became black and white
  DeepRange own;      ///< from the darkest to the brightest thousandth, as training sees it
  DeepRange all;      ///< from the least to the greatest value
};

/// Rows of 32 bits, B G R and 255, that a picture is to be written into.
struct ScreenRows {
  uint8_t* first = nullptr;
  size_t stride = 0;  ///< bytes from row to row
};

/// readImage for a screen: decoded straight into the rows that `rows` gives for a width and height. `range`
/// takes the place of the picture's own range for deep pixels.
PixelDepth readForScreen(const std::filesystem::path& path,
                         const std::function<ScreenRows(int width, int height)>& rows,
                         const std::optional<DeepRange>& range = {});

/// Like readImage, at about 1/reduction of its size (1, 2, 4, 8): JPEG decodes the faster for it.
PixelBuffer readReducedImage(const std::filesystem::path& path, int reduction);

/// Upright size, that of readImage. JPEG and PNG files are not decoded for it, others are. Throws
/// UserError, also for pictures that are too large to be decoded.
PictureSize imageSize(const std::filesystem::path& path);

/// exifOrientation() of a file. Throws UserError when it cannot be opened.
int storedOrientation(const std::filesystem::path& path);

/// Writes the picture upright into a file of the same kind: a JPEG with quality 95, PNG, WebP and TIFF with
/// all bits of every pixel.
void writeUpright(const std::filesystem::path& source, const std::filesystem::path& target);

/// By name: jpg, jpeg, png, bmp, tif, tiff, webp, any case.
bool looksLikeImage(const std::filesystem::path& path);

/// Pictures of kinds that are not read (HEIC, AVIF, GIF), by name.
bool isForeignImage(const std::filesystem::path& path);

void writePng(const std::filesystem::path& path, const PixelBuffer& image);
void writeJpeg(const std::filesystem::path& path, const PixelBuffer& image, int quality);

}  // namespace anchor
