// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Folders of pictures and label files, made for a test, and what their import says.
#include <QString>
#include <fstream>

#include "datasets/images/image_reader.h"
#include "datasets/formats/import_report.h"

namespace anchor {

inline void writeText(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}
inline void picture(const std::filesystem::path& path, int width = 64, int height = 48, uint8_t shade = 120) {
  std::filesystem::create_directories(path.parent_path());
  const PixelBuffer pixels{width, height, std::vector<uint8_t>(size_t{3} * width * height, shade)};
  if (path.extension() == ".png")
    writePng(path, pixels);
  else
    writeJpeg(path, pixels, 90);
}
inline const ImportedImage& named(const ImportReport& report, const char* name) {
  for (const ImportedImage& image : report.images)
    if (std::filesystem::path(image.path).filename() == name) return image;
  throw std::runtime_error(std::string("no image ") + name);
}
inline QString words(const ImportReport& report) {
  QString all;
  for (const Problem& p : report.problems) all += QString::fromStdString(p.text()) + QLatin1Char('\n');
  return all;
}

}  // namespace anchor
