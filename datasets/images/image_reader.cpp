#include "datasets/images/image_reader.h"

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

/// Deep pixels in 8 bits: their range from the darkest to the brightest thousandth becomes black to white,
/// one range for all channels. The picture alone decides, so that screen, training and detection see the
/// same.
cv::Mat eightBits(const cv::Mat& deep) {
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
  const float black = at(0.001);
  const float white = std::max(at(0.999), black + 1e-6F);
  cv::Mat out;
  deep.convertTo(out, CV_8U, 255.0 / (white - black), -255.0 * black / (white - black));
  return out;
}

PixelBuffer decode(const fs::path& path, int flags) {
  const std::vector<uint8_t> bytes = readBytes(path);
  cv::Mat bgr;
  try {
    bgr = cv::imdecode(bytes, flags | cv::IMREAD_ANYDEPTH);
    if (!bgr.empty() && bgr.depth() != CV_8U) bgr = eightBits(bgr);
  } catch (const cv::Exception& error) {
    fail(path, "the image cannot be decoded: " + std::string(error.err));
  }
  if (bgr.empty()) fail(path, "the image cannot be decoded");
  if (int64_t{bgr.cols} * bgr.rows > mostPixels) fail(path, "the image has more than 512 megapixels");
  PixelBuffer image{bgr.cols, bgr.rows, std::vector<uint8_t>(size_t{3} * bgr.cols * bgr.rows)};
  cv::Mat rgb(bgr.rows, bgr.cols, CV_8UC3, image.rgb.data());
  cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
  return image;
}

/// Big-endian or little-endian fields of a byte range, refusing to leave it.
struct Bytes {
  const std::vector<uint8_t>& data;
  bool little = false;
  [[nodiscard]] uint32_t at(size_t position, int count) const {
    uint32_t value = 0;
    for (int i = 0; i < count; ++i) {
      const size_t where = position + static_cast<size_t>(little ? count - 1 - i : i);
      value = value << 8 | (where < data.size() ? data[where] : 0);
    }
    return value;
  }
};

/// Orientation tag of the Exif block that starts at `tiff`; 1 when there is none.
int orientationOf(const std::vector<uint8_t>& data, size_t tiff) {
  Bytes bytes{data, tiff < data.size() && data[tiff] == 'I'};
  const size_t directory = tiff + bytes.at(tiff + 4, 4);
  const uint32_t entries = bytes.at(directory, 2);
  for (uint32_t i = 0; i < std::min(entries, 200U); ++i) {
    const size_t entry = directory + 2 + size_t{12} * i;
    if (bytes.at(entry, 2) == 0x0112) return static_cast<int>(bytes.at(entry + 8, 2));
  }
  return 1;
}

/// Size from a JPEG's frame header, turned as its Exif block says.
std::optional<PictureSize> jpegSize(const std::vector<uint8_t>& data) {
  if (data.size() < 4 || data[0] != 0xFF || data[1] != 0xD8) return {};
  const Bytes bytes{data};
  int orientation = 1;
  for (size_t at = 2; at + 9 < data.size() && data[at] == 0xFF;) {
    const uint8_t marker = data[at + 1];
    if (marker == 0xE1 && std::memcmp(&data[at + 4], "Exif", 4) == 0)
      orientation = orientationOf(data, at + 10);
    if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
      PictureSize size{static_cast<int>(bytes.at(at + 7, 2)), static_cast<int>(bytes.at(at + 5, 2))};
      if (orientation >= 5 && orientation <= 8) std::swap(size.width, size.height);
      return size;
    }
    at += 2 + bytes.at(at + 2, 2);
  }
  return {};
}

std::optional<PictureSize> pngSize(const std::vector<uint8_t>& data) {
  static constexpr std::array<uint8_t, 8> magic{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  if (data.size() < 24 || !std::equal(magic.begin(), magic.end(), data.begin())) return {};
  const Bytes bytes{data};
  return PictureSize{static_cast<int>(bytes.at(16, 4)), static_cast<int>(bytes.at(20, 4))};
}

}  // namespace

PixelBuffer readImage(const fs::path& path) { return decode(path, cv::IMREAD_COLOR); }

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
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(path, "the image cannot be opened");
  std::vector<uint8_t> start(size_t{1} << 18);
  file.read(reinterpret_cast<char*>(start.data()), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<size_t>(file.gcount()));
  auto size = jpegSize(start);
  if (!size) size = pngSize(start);
  if (size && size->width > 0 && size->height > 0) return *size;
  const PixelBuffer image = readImage(path);
  return {image.width, image.height};
}

bool looksLikeImage(const fs::path& path) {
  const std::string extension = lowerCase(path.extension().string());
  static const std::array<const char*, 7> known{".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp"};
  return std::find(known.begin(), known.end(), extension) != known.end();
}

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
