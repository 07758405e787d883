// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/images/image_headers.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace anchor {
namespace {

/// Big-endian or little-endian fields of a byte range, refusing to leave it.
struct Bytes {
  FileBytes data;
  bool little = false;
  /// Of 1, 2 or 4 bytes.
  [[nodiscard]] uint32_t at(size_t position, int count) const {
    return static_cast<uint32_t>(wideAt(position, count));
  }
  /// Of up to 8 bytes.
  [[nodiscard]] uint64_t wideAt(size_t position, int count) const {
    uint64_t value = 0;
    for (int i = 0; i < count; ++i) {
      const size_t where = position + static_cast<size_t>(little ? count - 1 - i : i);
      value = value << 8 | (where < data.size() ? data[where] : 0);
    }
    return value;
  }
};

/// How the directories of a TIFF are laid out: fields of 32 bits, or (BigTIFF, version 43) of 64.
struct TiffLayout {
  int offsetBytes, countBytes;
  size_t entryBytes, valueAt;
};
constexpr TiffLayout classicTiff{4, 2, 12, 8};
constexpr TiffLayout bigTiff{8, 8, 20, 12};

/// Where the entry of a tag stands in the first directory of the TIFF (or Exif) block that starts at `tiff`.
std::optional<size_t> tiffEntry(const Bytes& bytes, size_t tiff, uint32_t tag,
                                const TiffLayout& layout = classicTiff) {
  const auto offsetBytes = static_cast<size_t>(layout.offsetBytes);
  const size_t directory = tiff + bytes.wideAt(tiff + offsetBytes, layout.offsetBytes);
  const uint64_t entries = bytes.wideAt(directory, layout.countBytes);
  for (uint64_t i = 0; i < std::min(entries, uint64_t{200}); ++i) {
    const size_t entry = directory + static_cast<size_t>(layout.countBytes) + layout.entryBytes * i;
    if (bytes.at(entry, 2) == tag) return entry;
  }
  return {};
}

bool startsWith(FileBytes data, size_t at, std::string_view letters) {
  return data.size() >= at + letters.size() &&
         std::memcmp(data.data() + at, letters.data(), letters.size()) == 0;
}

bool isWebp(FileBytes data) { return startsWith(data, 0, "RIFF") && startsWith(data, 8, "WEBP"); }
bool isBigTiff(FileBytes data) {
  return startsWith(data, 0, {"II+\0", 4}) || startsWith(data, 0, {"MM\0+", 4});
}
bool isTiff(FileBytes data) {
  return startsWith(data, 0, {"II*\0", 4}) || startsWith(data, 0, {"MM\0*", 4}) || isBigTiff(data);
}

/// Where the orientation of a TIFF (or Exif block) that starts at `tiff` stands, and in how many bytes.
struct OrientationField {
  size_t at = 0;
  int count = 0;
  bool little = false;
};

std::optional<OrientationField> orientationField(FileBytes data, size_t tiff) {
  if (tiff >= data.size() || !isTiff(data.subspan(tiff))) return {};
  const Bytes bytes{data, data[tiff] == 'I'};
  const TiffLayout& layout = isBigTiff(data.subspan(tiff)) ? bigTiff : classicTiff;
  const auto entry = tiffEntry(bytes, tiff, 0x0112, layout);
  if (!entry) return {};
  constexpr uint32_t shortType = 3, longType = 4;
  const uint32_t type = bytes.at(*entry + 2, 2);
  const OrientationField field{*entry + layout.valueAt,
                               type == shortType  ? 2
                               : type == longType ? 4
                                                  : 1,
                               bytes.little};
  return field.at + static_cast<size_t>(field.count) <= data.size() ? std::optional(field) : std::nullopt;
}

/// Of the TIFF or Exif block that starts at `tiff`, 1 to 8; 1 when it says nothing of use.
int orientationAt(FileBytes data, size_t tiff) {
  // Exif in a PNG or WebP sometimes has the six letters before it that belong into a JPEG.
  if (startsWith(data, tiff, {"Exif\0\0", 6})) tiff += 6;
  const auto field = orientationField(data, tiff);
  if (!field) return 1;
  const uint32_t value = Bytes{data, field->little}.at(field->at, field->count);
  return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
}

/// What the headers of a JPEG say of its frame: stored size and orientation.
struct JpegFrame {
  std::optional<PictureSize> stored;
  int orientation = 1;
};

JpegFrame jpegFrame(FileBytes data) {
  JpegFrame frame;
  if (data.size() < 4 || data[0] != 0xFF || data[1] != 0xD8) return frame;
  const Bytes bytes{data};
  bool exifSeen = false;
  for (size_t at = 2; at + 9 < data.size() && data[at] == 0xFF;) {
    const uint8_t marker = data[at + 1];
    if (marker == 0xFF) {  // fills the place before a marker
      ++at;
      continue;
    }
    if (marker == 0xDA) break;
    if (marker == 0xE1 && !exifSeen && startsWith(data, at + 4, "Exif")) {
      frame.orientation = orientationAt(data, at + 10);
      exifSeen = true;
    }
    if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
      frame.stored = {static_cast<int>(bytes.at(at + 7, 2)), static_cast<int>(bytes.at(at + 5, 2))};
      break;
    }
    at += 2 + bytes.at(at + 2, 2);
  }
  return frame;
}

bool isPng(FileBytes data) { return startsWith(data, 0, "\x89PNG\r\n\x1A\n"); }

std::optional<PictureSize> pngSize(FileBytes data) {
  if (data.size() < 24 || !isPng(data)) return {};
  const Bytes bytes{data};
  return PictureSize{static_cast<int>(bytes.at(16, 4)), static_cast<int>(bytes.at(20, 4))};
}

int pngOrientation(FileBytes data) {
  const Bytes bytes{data};
  for (size_t at = 8; at + 12 <= data.size(); at += size_t{12} + bytes.at(at, 4))
    if (startsWith(data, at + 4, "eXIf")) return orientationAt(data, at + 8);
  return 1;
}

int webpOrientation(FileBytes data) {
  const Bytes bytes{data, true};
  for (size_t at = 12; at + 8 <= data.size();) {
    if (startsWith(data, at, "EXIF")) return orientationAt(data, at + 8);
    const size_t length = bytes.at(at + 4, 4);
    at += 8 + length + length % 2;
  }
  return 1;
}

/// Pixels that a WebP file claims: of its canvas, or of its one picture.
int64_t webpPixels(FileBytes data) {
  const Bytes bytes{data, true};
  if (startsWith(data, 12, "VP8X")) return (int64_t{1} + bytes.at(24, 3)) * (int64_t{1} + bytes.at(27, 3));
  if (startsWith(data, 12, "VP8L"))
    return int64_t{1 + (bytes.at(21, 4) & 0x3FFFU)} * int64_t{1 + (bytes.at(21, 4) >> 14 & 0x3FFFU)};
  return int64_t{bytes.at(26, 2) & 0x3FFFU} * int64_t{bytes.at(28, 2) & 0x3FFFU};
}

/// Pixels of a TIFF's first page.
int64_t tiffPixels(FileBytes data) {
  const Bytes bytes{data, data[0] == 'I'};
  const TiffLayout& layout = isBigTiff(data) ? bigTiff : classicTiff;
  const auto side = [&](uint32_t tag) -> int64_t {
    const auto entry = tiffEntry(bytes, 0, tag, layout);
    if (!entry) return 0;
    const uint32_t type = bytes.at(*entry + 2, 2);
    constexpr uint32_t shortType = 3, wideType = 16;
    const int count = type == shortType ? 2 : type == wideType ? 8 : 4;
    const auto most = static_cast<uint64_t>(mostPixels + 1);  // the product of two stays within 64 bits
    return static_cast<int64_t>(std::min(bytes.wideAt(*entry + layout.valueAt, count), most));
  };
  return side(0x0100) * side(0x0101);
}

}  // namespace

bool isReadKind(FileBytes data) {
  const auto begins = [&](std::string_view letters) { return startsWith(data, 0, letters); };
  const bool portable = data.size() > 2 && data[0] == 'P' && data[1] >= '1' && data[1] <= '6';
  return begins("\xFF\xD8\xFF") || begins("\x89PNG\r\n") || begins("BM") || isWebp(data) || isTiff(data) ||
         portable;
}

std::optional<PictureSize> sizeInHeaders(FileBytes data) {
  const auto jpeg = jpegFrame(data).stored;
  const auto size = jpeg ? jpeg : pngSize(data);
  if (!size || exifOrientation(data) <= 4) return size;
  return PictureSize{size->height, size->width};
}

int64_t claimedPixels(FileBytes data) {
  if (const auto size = sizeInHeaders(data)) return std::abs(int64_t{size->width} * size->height);
  if (isWebp(data)) return webpPixels(data);
  if (isTiff(data)) return tiffPixels(data);
  if (startsWith(data, 0, "BM")) {
    const Bytes bytes{data, true};
    return std::abs(int64_t{static_cast<int32_t>(bytes.at(18, 4))} * static_cast<int32_t>(bytes.at(22, 4)));
  }
  return 0;
}

int exifOrientation(FileBytes data) {
  if (isPng(data)) return pngOrientation(data);
  if (isWebp(data)) return webpOrientation(data);
  if (isTiff(data)) return orientationAt(data, 0);
  return jpegFrame(data).orientation;
}

void layTiffAsStored(std::span<uint8_t> data) {
  const auto field = orientationField(data, 0);
  if (!field) return;
  for (int i = 0; i < field->count; ++i)
    data[field->at + static_cast<size_t>(i)] = i == (field->little ? 0 : field->count - 1) ? 1 : 0;
}

int tiffBits(FileBytes data) {
  if (!isTiff(data)) return 0;
  const Bytes bytes{data, data[0] == 'I'};
  const TiffLayout& layout = isBigTiff(data) ? bigTiff : classicTiff;
  const auto entry = tiffEntry(bytes, 0, 0x0102, layout);
  if (!entry) return 1;
  // Several channels' bits fit beside the tag as long as they fit its field, else their place stands there.
  const uint64_t count = bytes.wideAt(*entry + 4, layout.offsetBytes);
  const size_t value = *entry + layout.valueAt;
  const bool beside = 2 * count <= static_cast<uint64_t>(layout.offsetBytes);
  return static_cast<int>(bytes.at(beside ? value : bytes.wideAt(value, layout.offsetBytes), 2));
}

ForeignKind foreignKind(FileBytes data) {
  constexpr size_t webpFlags = 20;
  const bool moves = startsWith(data, 8, "WEBPVP8X") && data.size() > webpFlags && (data[webpFlags] & 2) != 0;
  if (startsWith(data, 0, "GIF8") || (isWebp(data) && moves)) return ForeignKind::Animation;
  for (const char* brand : {"ftypheic", "ftypheix", "ftypmif1", "ftypavif"})
    if (startsWith(data, 4, brand)) return ForeignKind::Heic;
  return ForeignKind::None;
}

}  // namespace anchor
