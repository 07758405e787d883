// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/preprocess/image_source.h"

namespace anchor {

/// The bridge from the picture reader to training: the same decoding as the screen's.
class DatasetImages : public ImageSource {
 public:
  /// Relative sample paths start at `root`. `elsewhere` (may be empty): a folder searched by file name when
  /// an image is not at its path, for runs that moved to another machine. Throws UserError when it is no
  /// folder.
  explicit DatasetImages(std::filesystem::path root, std::filesystem::path elsewhere = {});
  RgbImage read(const RunSample& sample) override;
  /// Throws UserError that lists the first images which are missing, cut off, or no longer those
  /// that were labelled.
  void check(const std::vector<const RunSample*>& samples) const;

  /// Where the sample's picture lies. Throws UserError when it is nowhere.
  [[nodiscard]] std::filesystem::path find(const RunSample& sample) const;

 private:
  std::filesystem::path m_root, m_elsewhere;
};

/// Throws UserError that names the file and says why it cannot be read.
RgbImage readRgb(const std::filesystem::path& path);

/// Throws UserError when nothing can be read at the path, before the work that the image is for.
void checkImageFile(const std::filesystem::path& path);

}  // namespace anchor
