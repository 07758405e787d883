// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/images/thumbnails.h"

#include <unistd.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "engine/base/user_error.h"

namespace anchor {

PixelBuffer thumbnail(const std::filesystem::path& path, int side) {
  const PictureSize size = imageSize(path);
  const int longest = std::max(size.width, size.height);
  int reduction = 1;
  while (reduction < 8 && longest / (reduction * 2) >= side) reduction *= 2;
  PixelBuffer image = readReducedImage(path, reduction);
  const double factor = std::min(1.0, static_cast<double>(side) / std::max(image.width, image.height));
  PixelBuffer small{
      std::max(1, cvRound(image.width * factor)), std::max(1, cvRound(image.height * factor)), {}};
  small.rgb.resize(size_t{3} * small.width * small.height);
  const cv::Mat from(image.height, image.width, CV_8UC3, image.rgb.data());
  cv::Mat to(small.height, small.width, CV_8UC3, small.rgb.data());
  cv::resize(from, to, to.size(), 0, 0, cv::INTER_AREA);
  return small;
}

PixelBuffer keptThumbnail(const std::filesystem::path& path, const std::string& hash, int side,
                          const std::filesystem::path& cache) {
  if (hash.empty()) return thumbnail(path, side);
  const std::filesystem::path file = cache / (hash + "-" + std::to_string(side) + ".jpg");
  std::error_code error;
  if (std::filesystem::exists(file, error)) {
    try {
      return readImage(file);
    } catch (const UserError&) {
      std::filesystem::remove(file, error);
    }
  }
  PixelBuffer small = thumbnail(path, side);
  std::filesystem::create_directories(cache, error);
  const std::filesystem::path part = file.string() + "." + std::to_string(::getpid()) + ".part";
  try {
    writeJpeg(part, small, 85);
    std::filesystem::rename(part, file, error);
  } catch (const UserError&) {
    std::filesystem::remove(part, error);
  }
  return small;
}

}  // namespace anchor
