// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <opencv2/imgproc.hpp>

#include "datasets/images/thumbnails.h"
#include "datasets/lint/label_lint.h"

namespace anchor {

PictureSketch sketchOf(const std::filesystem::path& image) {
  PixelBuffer small = thumbnail(image, 64);
  const cv::Mat rgb(small.height, small.width, CV_8UC3, small.rgb.data());
  cv::Mat grey;
  cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
  cv::Mat nine;
  cv::resize(grey, nine, {9, 8}, 0, 0, cv::INTER_AREA);
  PictureSketch sketch;
  for (int y = 0; y < 8; ++y)
    for (int x = 0; x < 8; ++x)
      sketch.hash = sketch.hash << 1 | (nine.at<uint8_t>(y, x) < nine.at<uint8_t>(y, x + 1) ? 1 : 0);
  cv::Mat square;
  cv::resize(grey, square, {16, 16}, 0, 0, cv::INTER_AREA);
  sketch.grey.assign(square.datastart, square.dataend);
  return sketch;
}

bool sameScene(const PictureSketch& a, const PictureSketch& b) {
  if (std::popcount(a.hash ^ b.hash) > 3) return false;
  int difference = 0;
  for (size_t i = 0; i < a.grey.size(); ++i) difference += std::abs(int{a.grey[i]} - int{b.grey[i]});
  return difference < 4 * static_cast<int>(a.grey.size());  // four grey levels on average: a JPEG saved again
}

}  // namespace anchor
