#include "datasets/images/image_reader.h"

#include <sys/mman.h>

#include <algorithm>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "datasets/plain_text.h"
#include "datasets/problem.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

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
  switch (foreignKind(bytes)) {
    case ForeignKind::None:
      break;
    case ForeignKind::Animation:
      throw DatasetError({path.string(), 0, "the image is an animation or a GIF, which is not read",
                          "Write its pictures as PNG or JPEG files and import those"});
    case ForeignKind::Heic:
      throw DatasetError({path.string(), 0, "the image is a HEIC or AVIF file, which is not read",
                          "Convert it to JPEG or PNG"});
  }
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

int jpegOrientation(const fs::path& path) { return jpegOrientation(startOf(path)); }

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
