// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// autopsy.json: what one checkpoint made of a split, for the studio and for reports.

#include <filesystem>

#include "engine/inspection/autopsy.h"

namespace anchor {

struct AutopsyFile {
  std::string checkpoint;  ///< file it was made with
  int iteration = 0;
  std::string split;
  std::vector<std::string> classes;
  struct Image {
    std::string path;  ///< as in samples.json
    int width = 0, height = 0;
    bool trained = false;  ///< the network saw its labels: what it says of them is no independent witness
    std::vector<SampleBox> objects;
    ImageAutopsy findings;
  };
  std::vector<Image> images;
  [[nodiscard]] AutopsyReport report() const;
};

Json autopsyJson(const AutopsyFile& file);
void writeAutopsy(const std::filesystem::path& path, const AutopsyFile& file);
/// Throws UserError.
AutopsyFile readAutopsy(const std::filesystem::path& path);

}  // namespace anchor
