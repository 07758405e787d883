// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/images/image_reader.h"

#include <sys/mman.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "datasets/images/image_file.h"
#include "datasets/plain_text.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail(const fs::path& path, const Message& reason) {
  throw UserError(
      {path.string(), 0, reason, say("Open it in a picture viewer to see whether the file is whole")});
}

std::vector<uint8_t> readBytes(const fs::path& path) {
  std::ifstream file = openImageFile(path);
  file.seekg(0, std::ios::end);
  std::vector<uint8_t> bytes(static_cast<size_t>(std::max<std::streamoff>(0, file.tellg())));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (bytes.empty()) fail(path, say("the image file is empty"));
  return bytes;
}

/// The values that a thousandth of all lies below, and above; and the least and greatest.
struct Spread {
  DeepRange thousandths, all;
};

/// Place of the value that a share of `count` values, in their order, lies below.
size_t placeOf(double share, size_t count) {
  return static_cast<size_t>(share * static_cast<double>(count - 1));
}

/// Counting 65,536 values takes a tenth of the time of sorting millions.
Spread spreadOfWords(const cv::Mat& flat) {
  std::vector<size_t> counts(65536);
  for (int y = 0; y < flat.rows; ++y)
    for (int x = 0; x < flat.cols; ++x) ++counts[flat.ptr<uint16_t>(y)[x]];
  const auto at = [&](double share) {
    const size_t place = placeOf(share, flat.total());
    size_t below = 0;
    for (size_t value = 0; value < counts.size(); ++value)
      if ((below += counts[value]) > place) return static_cast<float>(value);
    return 65535.0F;
  };
  return {{at(0.001), at(0.999)}, {at(0), at(1)}};
}

/// What is no number, as where a microscope or a map has no value, is left out.
Spread spreadOfFloats(const cv::Mat& flat) {
  std::vector<float> values(flat.begin<float>(), flat.end<float>());
  std::erase_if(values, [](float value) { return !std::isfinite(value); });
  if (values.empty()) return {};
  const auto at = [&](double share) {
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(placeOf(share, values.size()));
    std::nth_element(values.begin(), place, values.end());
    return *place;
  };
  return {{at(0.001), at(0.999)}, {at(0), at(1)}};
}

/// Black for what is no number.
uint8_t eightBitsOf(double value, double black, double factor) {
  const double level = (value - black) * factor;
  if (!(level > 0)) return 0;
  return level >= 255 ? 255 : static_cast<uint8_t>(std::nearbyint(level));
}

/// Deep pixels in 8 bits: their range from the darkest to the brightest thousandth becomes black to white,
/// one range for all channels. The picture alone decides, so that screen, training and detection see the
/// same, unless a person asked the screen for another range. In doubles, step by step, so that the exported
/// examples in Python get the same bytes.
cv::Mat eightBits(const cv::Mat& deep, const std::optional<DeepRange>& asked, PixelDepth& depth) {
  const bool words = deep.depth() == CV_16U;
  cv::Mat flat = deep.reshape(1);
  if (!words) flat.convertTo(flat, CV_32F);
  const Spread spread = words ? spreadOfWords(flat) : spreadOfFloats(flat);
  depth = {true, asked.value_or(spread.thousandths), spread.thousandths, spread.all};
  depth.used.white = std::max(depth.used.white, depth.used.black + 1e-6F);
  const double black = depth.used.black;
  // Beside large numbers a millionth vanishes.
  const double width = double{depth.used.white} - black;
  const double factor = width > 0 ? 255 / width : 0;
  std::vector<uint8_t> level(words ? 65536 : 0);
  for (size_t i = 0; i < level.size(); ++i) level[i] = eightBitsOf(static_cast<double>(i), black, factor);
  cv::Mat out(deep.rows, deep.cols, CV_8UC(deep.channels()));
  for (int y = 0; y < flat.rows; ++y) {
    auto* line = out.ptr<uint8_t>(y);
    for (int x = 0; x < flat.cols; ++x)
      line[x] = words ? level[flat.ptr<uint16_t>(y)[x]] : eightBitsOf(flat.ptr<float>(y)[x], black, factor);
  }
  return out;
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

/// Takes what OpenCV writes to std::cerr about a picture, lines of its source among it, out of the way: the
/// reason is told by our own message. Of the thread that decodes alone.
class QuietErrors : public std::streambuf {
 public:
  static void during(bool quiet) {
    static auto* const buffer = new QuietErrors;  // std::cerr outlives everything
    (void)buffer;
    s_quiet = quiet;
  }

 private:
  QuietErrors() : m_open(std::cerr.rdbuf(this)) {}
  int overflow(int letter) override {
    return s_quiet || letter == traits_type::eof() ? traits_type::not_eof(letter)
                                                   : m_open->sputc(static_cast<char>(letter));
  }
  std::streamsize xsputn(const char* text, std::streamsize count) override {
    return s_quiet ? count : m_open->sputn(text, count);
  }
  int sync() override { return m_open->pubsync(); }
  std::streambuf* m_open;
  inline static thread_local bool s_quiet = false;
};

cv::Mat decoded(const std::vector<uint8_t>& bytes, int flags) {
  static LargePages largePages;
  cv::Mat picture;
  picture.allocator = &largePages;
  QuietErrors::during(true);
  try {
    picture = cv::imdecode(bytes, flags, &picture);
  } catch (...) {
    QuietErrors::during(false);
    throw;
  }
  QuietErrors::during(false);
  return picture;
}

/// B, G, R of a picture with any channels that a decoder gives.
cv::Mat threeChannels(const cv::Mat& picture) {
  if (picture.channels() == 3) return picture;
  std::vector<cv::Mat> channels;
  cv::split(picture, channels);
  const bool grey = channels.size() < 3;  // alone, or with an alpha channel
  cv::Mat out;
  cv::merge(std::vector<cv::Mat>{channels[0], channels[grey ? 0 : 1], channels[grey ? 0 : 2]}, out);
  return out;
}

/// The picture upright that is stored as Exif's orientation says.
cv::Mat upright(const cv::Mat& stored, int orientation) {
  constexpr int upDown = 0, leftRight = 1, both = -1;
  cv::Mat out;
  if (orientation >= 5)
    cv::transpose(stored, out);
  else
    out = stored;
  switch (orientation) {
    case 2:
    case 6:
      cv::flip(out, out, leftRight);
      break;
    case 3:
    case 7:
      cv::flip(out, out, both);
      break;
    case 4:
    case 8:
      cv::flip(out, out, upDown);
      break;
    default:
      break;
  }
  return out;
}

void refuseForeign(const fs::path& path, FileBytes bytes) {
  switch (foreignKind(bytes)) {
    case ForeignKind::None:
      break;
    case ForeignKind::Animation:
      throw UserError({path.string(), 0, say("animated images and GIF files are not supported"),
                       say("Save its frames as PNG or JPEG files and import those")});
    case ForeignKind::Heic:
      throw UserError(
          {path.string(), 0, say("HEIC and AVIF files are not supported"), say("Convert it to JPEG or PNG")});
  }
  if (!isReadKind(bytes))
    fail(path,
         say("the image cannot be decoded: %1", say("it is not a JPEG, PNG, BMP, TIFF, WebP or PNM file")));
}

void refuseLarge(const fs::path& path, int64_t pixels, int side) {
  if (pixels <= mostPixels && side <= longestSide) return;
  throw UserError({path.string(), 0,
                   pixels > mostPixels ? say("the image has more than 512 megapixels")
                                       : say("the image has a side of more than 1,000,000 pixels"),
                   say("Cut it into tiles and import those")});
}

/// As OpenCV reads a file, which turns some kinds and not others, and in some versions only: none here.
cv::Mat asStored(std::vector<uint8_t>& bytes, int flags) {
  // OpenCV reads 32 bits and more only with all their channels, and cannot make them smaller.
  constexpr int deepest = 32;
  if (tiffBits(bytes) >= deepest) flags = cv::IMREAD_UNCHANGED;
  layTiffAsStored(bytes);
  if (flags != cv::IMREAD_UNCHANGED) flags |= cv::IMREAD_ANYDEPTH | cv::IMREAD_IGNORE_ORIENTATION;
  return decoded(bytes, flags);
}

cv::Mat decodedBgr(const fs::path& path, int flags, const std::optional<DeepRange>& range,
                   PixelDepth& depth) {
  std::vector<uint8_t> bytes = readBytes(path);
  refuseForeign(path, bytes);
  // Asked before decoding: a few kilobytes can claim gigabytes.
  refuseLarge(path, claimedPixels(bytes), 0);
  const int orientation = exifOrientation(bytes);
  cv::Mat bgr;
  try {
    bgr = asStored(bytes, flags);
    if (!bgr.empty()) bgr = upright(threeChannels(bgr), orientation);
    if (!bgr.empty() && bgr.depth() != CV_8U) bgr = eightBits(bgr, range, depth);
  } catch (const cv::Exception& error) {
    fail(path, say("the image cannot be decoded: %1", error.err));
  }
  if (bgr.empty()) fail(path, say("the image cannot be decoded"));
  refuseLarge(path, int64_t{bgr.cols} * bgr.rows, std::max(bgr.cols, bgr.rows));
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
  std::ifstream file = openImageFile(path);
  std::vector<uint8_t> start(size_t{1} << 18);
  file.read(reinterpret_cast<char*>(start.data()), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<size_t>(file.gcount()));
  return start;
}

bool isJpeg(const std::vector<uint8_t>& bytes) {
  return bytes.size() > 2 && bytes[0] == 0xFF && bytes[1] == 0xD8;
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
  const std::vector<uint8_t> start = startOf(path);
  auto size = sizeInHeaders(start);
  // Of a PNG's orientation the end may speak.
  if (size && !isJpeg(start)) size = sizeInHeaders(readBytes(path));
  if (!size || size->width <= 0 || size->height <= 0) {
    const PixelBuffer image = readImage(path);
    return {image.width, image.height};
  }
  refuseLarge(path, int64_t{size->width} * size->height, std::max(size->width, size->height));
  return *size;
}

int storedOrientation(const fs::path& path) { return exifOrientation(readBytes(path)); }

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

void write(const fs::path& path, const cv::Mat& picture, const char* type, const std::vector<int>& options) {
  std::vector<uint8_t> bytes;
  cv::imencode(type, picture, bytes, options);
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush())
    throw UserError(
        {path.string(), 0, say("the image cannot be written"), say("Check free space and permissions")});
}

void write(const fs::path& path, const PixelBuffer& image, const char* type,
           const std::vector<int>& options) {
  const cv::Mat rgb(image.height, image.width, CV_8UC3, const_cast<uint8_t*>(image.rgb.data()));
  cv::Mat bgr;
  cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
  write(path, bgr, type, options);
}

constexpr int uprightQuality = 95;

}  // namespace

void writeUpright(const fs::path& source, const fs::path& target) {
  std::vector<uint8_t> bytes = readBytes(source);
  if (isJpeg(bytes)) return writeJpeg(target, readImage(source), uprightQuality);
  refuseForeign(source, bytes);
  refuseLarge(source, claimedPixels(bytes), 0);
  const int orientation = exifOrientation(bytes);
  const std::string type = bytes[0] == 0x89 ? ".png" : bytes[0] == 'R' ? ".webp" : ".tif";
  std::vector<int> options;
  if (type == ".webp") options = {cv::IMWRITE_WEBP_QUALITY, 101};  // above 100: lossless
  try {
    const cv::Mat stored = asStored(bytes, cv::IMREAD_UNCHANGED);
    if (stored.empty()) fail(source, say("the image cannot be decoded"));
    write(target, upright(stored, orientation), type.c_str(), options);
  } catch (const cv::Exception& error) {
    fail(source, say("the image cannot be decoded: %1", error.err));
  }
}

void writePng(const fs::path& path, const PixelBuffer& image) { write(path, image, ".png", {}); }
void writeJpeg(const fs::path& path, const PixelBuffer& image, int quality) {
  write(path, image, ".jpg", {cv::IMWRITE_JPEG_QUALITY, quality});
}

}  // namespace anchor
