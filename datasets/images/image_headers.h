// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the first bytes of a picture's file say, without decoding it. Any bytes may be given, and as few.

#include <cstdint>
#include <optional>
#include <span>

namespace anchor {

struct PictureSize {
  int width = 0, height = 0;
};

/// More are not decoded.
constexpr int64_t mostPixels = int64_t{512} << 20;
/// Neither is a picture with a longer side: libpng's limit, and near OpenCV's.
constexpr int longestSide = 1'000'000;

using FileBytes = std::span<const uint8_t>;

/// Whether a file begins as one of the kinds that are read. OpenCV hands everything else to libraries for
/// medical and geographic pictures, some of which end the program over a damaged file.
bool isReadKind(FileBytes data);

/// Upright size where the headers of a JPEG or PNG say it; it can be anything. Give a PNG whole, as for
/// exifOrientation().
std::optional<PictureSize> sizeInHeaders(FileBytes data);

/// How a file's Exif data (of a JPEG, PNG, WebP or TIFF) say that it is to be turned, 1 to 8; 1 where there
/// is none. In a PNG or WebP they may stand after the picture, so the whole file is to be given.
int exifOrientation(FileBytes data);

/// Makes a TIFF say that it lies as it is stored, so that no decoder turns it by itself.
void layTiffAsStored(std::span<uint8_t> data);

/// Bits of a TIFF's first channel; 0 for other files.
int tiffBits(FileBytes data);

/// Pixels that a file claims to hold, 0 where its kind is not known here. OpenCV takes memory for them before
/// it looks whether they are there.
int64_t claimedPixels(FileBytes data);

/// Kinds that are not read, as far as a file's first bytes tell.
enum class ForeignKind { None, Animation, Heic };
ForeignKind foreignKind(FileBytes data);

}  // namespace anchor
