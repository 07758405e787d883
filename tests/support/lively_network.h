// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>

#include "engine/config/run_config.h"
#include "engine/preprocess/image_source.h"

namespace anchor::test {

/// A preset made small enough for a test: three classes, a short side of `shortSide`, narrow fully connected
/// layers. All else is the preset's.
RunConfig smallPreset(const std::string& preset, float shortSide);

/// Writes a checkpoint of random weights whose last layers are scaled so that scores and boxes differ from
/// anchor to anchor on `image`, as a trained network's do. Untrained ones say nearly the same everywhere.
void writeLivelyCheckpoint(const std::filesystem::path& path, const RunConfig& config, const RgbImage& image,
                           int seed);

/// Smooth coloured blobs and edges, the same for the same seed.
RgbImage syntheticImage(int width, int height, int seed);

}  // namespace anchor::test
