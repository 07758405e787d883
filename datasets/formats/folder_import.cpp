// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "datasets/cancelled.h"
#include "datasets/formats/image_locator.h"
#include "datasets/formats/other_files.h"
#include "datasets/formats/voc.h"
#include "datasets/images/image_reader.h"

namespace anchor {
namespace fs = std::filesystem;

ImportReport readImageFiles(const std::vector<fs::path>& files, const Progress& progress) {
  ImportReport report;
  for (size_t i = 0; i < files.size(); ++i) {
    if (progress && !progress(static_cast<int64_t>(i), static_cast<int64_t>(files.size()))) throw Cancelled();
    // A picture that is not read is named with the reason, not passed over.
    if (auto image = describeImage(files[i], "", report)) report.images.push_back(std::move(*image));
  }
  return report;
}

ImportReport readImageFolder(const fs::path& folder, const Progress& progress) {
  std::vector<fs::path> files;
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto entry = fs::recursive_directory_iterator(folder, options, error);
       entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const bool wanted = looksLikeImage(entry->path()) || isForeignImage(entry->path());
    if (entry->is_regular_file(error) && wanted) files.push_back(entry->path());
    if (files.size() % 1000 == 999 && progress && !progress(0, 0)) throw Cancelled();
  }
  if (files.empty())
    throw UserError({folder.string(), 0, say("contains no images"),
                     say("Choose a folder with .jpg, .png, .bmp, .tif or .webp files")});
  std::sort(files.begin(), files.end());
  ImportReport report = readImageFiles(files, progress);
  nameOtherFiles(report, fs::absolute(folder).lexically_normal());
  return report;
}

}  // namespace anchor
