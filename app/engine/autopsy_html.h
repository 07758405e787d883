// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/engine/dataset_images.h"
#include "engine/inspection/autopsy_file.h"

namespace anchor {

/// The sentence for a stage that lost an object, for reports.
const char* lostSentence(LostAt stage);

/// Writes index.html with pictures of the lost objects (at most `most`, those of the dearest stages first)
/// and autopsy.json into a folder, which is made.
void writeAutopsyReport(const std::filesystem::path& folder, const AutopsyFile& file, ImageSource& images,
                        int most);

}  // namespace anchor
