#include "datasets/images/image_reader.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "datasets/plain_text.h"
#include "datasets/problem.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

constexpr int64_t mostPixels = int64_t{512} << 20;

[[noreturn]] void fail(const fs::path& path, const std::string& reason) {
  throw DatasetError(
      {path.string(), 0, reason, "Open it in a picture viewer to see whether the file is whole"});
}

std::vector<uint8_t> readBytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) fail(path, "the image cannot be opened");
  std::vector<uint8_t> bytes(static_cast<size_t>(file.tellg()));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (bytes.empty()) fail(path, "the image file is empty");
  return bytes;
}

/// Big-endian or little-endian fields of a byte range, refusing to leave it.
struct Bytes {
  const std::vector<uint8_t>& data;
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

/// Orientation tag of the Exif block that starts at `tiff`; 1 when there is none.
int orientationOf(const std::vector<uint8_t>& data, size_t tiff) {
  const Bytes bytes{data, tiff < data.size() && data[tiff] == 'I'};
  const auto entry = tiffEntry(bytes, tiff, 0x0112);
  return entry ? static_cast<int>(bytes.at(*entry + 8, 2)) : 1;
}

/// What the headers of a JPEG say of its frame: stored size and orientation.
struct JpegFrame {
  PictureSize stored;
  int orientation = 1;
};

std::optional<JpegFrame> jpegFrame(const std::vector<uint8_t>& data) {
  if (data.size() < 4 || data[0] != 0xFF || data[1] != 0xD8) return {};
  const Bytes bytes{data};
  JpegFrame frame;
  for (size_t at = 2; at + 9 < data.size() && data[at] == 0xFF;) {
    const uint8_t marker = data[at + 1];
    if (marker == 0xE1 && std::memcmp(&data[at + 4], "Exif", 4) == 0)
      frame.orientation = orientationOf(data, at + 10);
    if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
      frame.stored = {static_cast<int>(bytes.at(at + 7, 2)), static_cast<int>(bytes.at(at + 5, 2))};
      return frame;
    }
    at += 2 + bytes.at(at + 2, 2);
  }
  return {};
}

/// Upright size.
std::optional<PictureSize> jpegSize(const std::vector<uint8_t>& data) {
  const auto frame = jpegFrame(data);
  if (!frame) return {};
  const bool turned = frame->orientation >= 5 && frame->orientation <= 8;
  return turned ? PictureSize{frame->stored.height, frame->stored.width} : frame->stored;
}

std::optional<PictureSize> pngSize(const std::vector<uint8_t>& data) {
  static constexpr std::array<uint8_t, 8> magic{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  if (data.size() < 24 || !std::equal(magic.begin(), magic.end(), data.begin())) return {};
  const Bytes bytes{data};
  return PictureSize{static_cast<int>(bytes.at(16, 4)), static_cast<int>(bytes.at(20, 4))};
}

bool startsWith(const std::vector<uint8_t>& data, size_t at, std::string_view letters) {
  return data.size() >= at + letters.size() &&
         std::memcmp(data.data() + at, letters.data(), letters.size()) == 0;
}

bool isWebp(const std::vector<uint8_t>& data) {
  return startsWith(data, 0, "RIFF") && startsWith(data, 8, "WEBP");
}
bool isBigTiff(const std::vector<uint8_t>& data) {
  return startsWith(data, 0, {"II+\0", 4}) || startsWith(data, 0, {"MM\0+", 4});
}
bool isTiff(const std::vector<uint8_t>& data) {
  return startsWith(data, 0, {"II*\0", 4}) || startsWith(data, 0, {"MM\0*", 4}) || isBigTiff(data);
}

/// Pixels that a WebP file claims: of its canvas, or of its one picture.
int64_t webpPixels(const std::vector<uint8_t>& data) {
  const Bytes bytes{data, true};
  if (startsWith(data, 12, "VP8X")) return (int64_t{1} + bytes.at(24, 3)) * (int64_t{1} + bytes.at(27, 3));
  if (startsWith(data, 12, "VP8L"))
    return int64_t{1 + (bytes.at(21, 4) & 0x3FFFU)} * int64_t{1 + (bytes.at(21, 4) >> 14 & 0x3FFFU)};
  return int64_t{bytes.at(26, 2) & 0x3FFFU} * int64_t{bytes.at(28, 2) & 0x3FFFU};
}

/// Pixels of a TIFF's first page.
int64_t tiffPixels(const std::vector<uint8_t>& data) {
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

/// Whether a file begins as one of the kinds that are read. OpenCV hands everything else to libraries for
/// medical and geographic pictures, some of which end the program over a damaged file.
bool isReadKind(const std::vector<uint8_t>& data) {
  const auto begins = [&](std::string_view letters) { return startsWith(data, 0, letters); };
  const bool portable = data.size() > 2 && data[0] == 'P' && data[1] >= '1' && data[1] <= '6';
  return begins("\xFF\xD8\xFF") || begins("\x89PNG\r\n") || begins("BM") || isWebp(data) || isTiff(data) ||
         portable;
}

/// Upright size where the headers say it.
std::optional<PictureSize> sizeInHeaders(const std::vector<uint8_t>& data) {
  const auto size = jpegSize(data);
  return size ? size : pngSize(data);
}

/// Pixels that a file claims to hold, 0 where its kind is not known here. OpenCV takes memory for them before
/// it looks whether they are there.
int64_t claimedPixels(const std::vector<uint8_t>& data) {
  if (const auto size = sizeInHeaders(data)) return std::abs(int64_t{size->width} * size->height);
  if (isWebp(data)) return webpPixels(data);
  if (isTiff(data)) return tiffPixels(data);
  if (startsWith(data, 0, "BM")) {
    const Bytes bytes{data, true};
    return std::abs(int64_t{static_cast<int32_t>(bytes.at(18, 4))} * static_cast<int32_t>(bytes.at(22, 4)));
  }
  return 0;
}

/// The values that a thousandth of all lies below, and above; and the least and greatest.
struct Spread {
  DeepRange thousandths, all;
};

Spread spreadOf(const cv::Mat& deep) {
  if (deep.depth() == CV_16U) {
    // Counting 65,536 values takes a tenth of the time of sorting millions.
    std::vector<int64_t> counts(65536);
    const cv::Mat flat = deep.reshape(1);
    for (int y = 0; y < flat.rows; ++y)
      for (int x = 0; x < flat.cols; ++x) ++counts[flat.ptr<uint16_t>(y)[x]];
    const auto total = static_cast<int64_t>(flat.total());
    const auto at = [&](double share) {
      const auto place = static_cast<int64_t>(share * static_cast<double>(total - 1));
      int64_t below = 0;
      for (size_t value = 0; value < counts.size(); ++value)
        if ((below += counts[value]) > place) return static_cast<float>(value);
      return 65535.0F;
    };
    return {{at(0.001), at(0.999)}, {at(0), at(1)}};
  }
  cv::Mat flat;
  deep.reshape(1).convertTo(flat, CV_32F);
  cv::patchNaNs(flat, 0);
  std::vector<float> values(flat.begin<float>(), flat.end<float>());
  const auto at = [&](double share) {
    const auto place =
        values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
  };
  return {{at(0.001), at(0.999)}, {at(0), at(1)}};
}

/// Deep pixels in 8 bits: their range from the darkest to the brightest thousandth becomes black to white,
/// one range for all channels. The picture alone decides, so that screen, training and detection see the
/// same, unless a person asked the screen for another range.
cv::Mat eightBits(const cv::Mat& deep, const std::optional<DeepRange>& asked, PixelDepth& depth) {
  const Spread spread = spreadOf(deep);
  depth = {true, asked.value_or(spread.thousandths), spread.thousandths, spread.all};
  depth.used.white = std::max(depth.used.white, depth.used.black + 1e-6F);
  const double width = depth.used.white - depth.used.black;
  cv::Mat out;
  deep.convertTo(out, CV_8U, 255.0 / width, -255.0 * depth.used.black / width);
  return out;
}

/// What a file of a kind that is not read is, when that can be told from its first bytes.
std::optional<Problem> foreignKind(const fs::path& path, const std::vector<uint8_t>& bytes) {
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()),
                              std::min<size_t>(bytes.size(), 64));
  const bool webp = head.starts_with("RIFF") && head.substr(8).starts_with("WEBPVP8X");
  if (head.starts_with("GIF8") || (webp && head.size() > 20 && (bytes[20] & 2) != 0))
    return Problem{path.string(), 0, "the image is an animation or a GIF, which is not read",
                   "Write its pictures as PNG or JPEG files and import those"};
  for (const char* brand : {"ftypheic", "ftypheix", "ftypmif1", "ftypavif"})
    if (head.substr(std::min<size_t>(4, head.size())).starts_with(brand))
      return Problem{path.string(), 0, "the image is a HEIC or AVIF file, which is not read",
                     "Convert it to JPEG or PNG"};
  return {};
}

/// Asks for large pages under memory that nobody has touched yet. With small ones a third of the time a large
/// photograph needs goes into page faults. No promise: where the system has none, nothing changes.
void useLargePages(void* memory, size_t bytes) {
  constexpr size_t page = size_t{2} << 20;
  const size_t before = (page - reinterpret_cast<uintptr_t>(memory) % page) % page;
  if (bytes < before + page) return;
  (void)::madvise(static_cast<uint8_t*>(memory) + before, (bytes - before) / page * page, MADV_HUGEPAGE);
}

/// OpenCV's own memory for pictures, in large pages.
class LargePages : public cv::MatAllocator {
 public:
  cv::UMatData* allocate(int dims, const int* sizes, int type, void* data, size_t* step, cv::AccessFlag flags,
                         cv::UMatUsageFlags usage) const override {
    cv::UMatData* made = m_plain->allocate(dims, sizes, type, data, step, flags, usage);
    if (made != nullptr && data == nullptr) useLargePages(made->data, made->size);
    return made;
  }
  bool allocate(cv::UMatData* data, cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
    return m_plain->allocate(data, flags, usage);
  }
  void deallocate(cv::UMatData* data) const override { m_plain->deallocate(data); }

 private:
  cv::MatAllocator* m_plain = cv::Mat::getStdAllocator();
};

cv::Mat decoded(const std::vector<uint8_t>& bytes, int flags) {
  static LargePages largePages;
  cv::Mat picture;
  picture.allocator = &largePages;
  return cv::imdecode(bytes, flags, &picture);
}

cv::Mat decodedBgr(const fs::path& path, int flags, const std::optional<DeepRange>& range,
                   PixelDepth& depth) {
  const std::vector<uint8_t> bytes = readBytes(path);
  if (auto kind = foreignKind(path, bytes)) throw DatasetError(*std::move(kind));
  if (!isReadKind(bytes))
    fail(path, "the image cannot be decoded: it is no JPEG, PNG, BMP, TIFF, WebP or PNM file");
  // Asked before decoding: a few kilobytes can claim gigabytes.
  if (claimedPixels(bytes) > mostPixels) fail(path, "the image has more than 512 megapixels");
  cv::Mat bgr;
  try {
    bgr = decoded(bytes, flags | cv::IMREAD_ANYDEPTH);
    if (!bgr.empty() && bgr.depth() != CV_8U) bgr = eightBits(bgr, range, depth);
  } catch (const cv::Exception& error) {
    fail(path, "the image cannot be decoded: " + std::string(error.err));
  }
  if (bgr.empty()) fail(path, "the image cannot be decoded");
  if (int64_t{bgr.cols} * bgr.rows > mostPixels) fail(path, "the image has more than 512 megapixels");
  return bgr;
}

PixelBuffer decode(const fs::path& path, int flags) {
  PixelDepth depth;
  const cv::Mat bgr = decodedBgr(path, flags, {}, depth);
  PixelBuffer image{bgr.cols, bgr.rows, std::vector<uint8_t>(size_t{3} * bgr.cols * bgr.rows)};
  cv::Mat rgb(bgr.rows, bgr.cols, CV_8UC3, image.rgb.data());
  cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
  return image;
}

/// Enough of a file to hold its headers.
std::vector<uint8_t> startOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(path, "the image cannot be opened");
  std::vector<uint8_t> start(size_t{1} << 18);
  file.read(reinterpret_cast<char*>(start.data()), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<size_t>(file.gcount()));
  return start;
}

}  // namespace

PixelBuffer readImage(const fs::path& path) { return decode(path, cv::IMREAD_COLOR); }

PixelDepth readForScreen(const fs::path& path, const std::function<ScreenRows(int, int)>& rows,
                         const std::optional<DeepRange>& range) {
  PixelDepth depth;
  const cv::Mat bgr = decodedBgr(path, cv::IMREAD_COLOR, range, depth);
  const ScreenRows to = rows(bgr.cols, bgr.rows);
  useLargePages(to.first, to.stride * static_cast<size_t>(bgr.rows));
  cv::Mat screen(bgr.rows, bgr.cols, CV_8UC4, to.first, to.stride);
  cv::cvtColor(bgr, screen, cv::COLOR_BGR2BGRA);
  return depth;
}

PixelBuffer readReducedImage(const fs::path& path, int reduction) {
  switch (reduction) {
    case 2:
      return decode(path, cv::IMREAD_REDUCED_COLOR_2);
    case 4:
      return decode(path, cv::IMREAD_REDUCED_COLOR_4);
    case 8:
      return decode(path, cv::IMREAD_REDUCED_COLOR_8);
    default:
      return readImage(path);
  }
}

PictureSize imageSize(const fs::path& path) {
  const auto size = sizeInHeaders(startOf(path));
  if (size && size->width > 0 && size->height > 0) return *size;
  const PixelBuffer image = readImage(path);
  return {image.width, image.height};
}

int jpegOrientation(const fs::path& path) {
  const auto frame = jpegFrame(startOf(path));
  return frame && frame->orientation >= 1 && frame->orientation <= 8 ? frame->orientation : 1;
}

namespace {
bool endsInOneOf(const fs::path& path, std::initializer_list<const char*> extensions) {
  return std::ranges::find(extensions, lowerCase(path.extension().string())) != extensions.end();
}
}  // namespace

bool looksLikeImage(const fs::path& path) {
  return endsInOneOf(path, {".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp"});
}

bool isForeignImage(const fs::path& path) { return endsInOneOf(path, {".heic", ".heif", ".avif", ".gif"}); }

namespace {

void write(const fs::path& path, const PixelBuffer& image, const char* type,
           const std::vector<int>& options) {
  const cv::Mat rgb(image.height, image.width, CV_8UC3, const_cast<uint8_t*>(image.rgb.data()));
  cv::Mat bgr;
  cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
  std::vector<uint8_t> bytes;
  cv::imencode(type, bgr, bytes, options);
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush())
    throw DatasetError({path.string(), 0, "the image cannot be written", "Check free space and permissions"});
}

}  // namespace

void writePng(const fs::path& path, const PixelBuffer& image) { write(path, image, ".png", {}); }
void writeJpeg(const fs::path& path, const PixelBuffer& image, int quality) {
  write(path, image, ".jpg", {cv::IMWRITE_JPEG_QUALITY, quality});
}

}  // namespace anchor
