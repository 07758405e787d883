#include "datasets/images/thumbnails.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

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

}  // namespace anchor
