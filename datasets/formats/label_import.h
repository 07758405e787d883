// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "datasets/formats/label_format.h"

namespace anchor {

/// Nothing when no format fits.
std::optional<DetectedLabels> detectLabels(const std::filesystem::path& path);
/// Why detectLabels() found nothing, and what to do: a file of another program is called by its name.
Problem notLabels(const std::filesystem::path& path);
/// Whether the first pixel may be called 0 or 1 in these labels, so that `pixelsFrom` means something.
bool countsPixelsEitherWay(const DetectedLabels& labels);
/// The labels as a person chose to count their pixels, `pixelsFrom` being 0 or 1.
DetectedLabels countedFrom(int pixelsFrom, const DetectedLabels& labels);
ImportReport importLabels(const DetectedLabels& labels, const Progress& progress);

}  // namespace anchor
