// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "datasets/project/project_store.h"

namespace anchor {

/// What to draw. The same values always give the same pictures and boxes.
struct SampleOptions {
  int images = 240;
  uint64_t seed = 2015;
};

/// Makes a project of generated pictures: beads, cubes, rings and pills on textured, lit, noisy grounds, with
/// overlap, sizes 1:8, some difficult objects, exact boxes; splits 60 % train, 15 % val, 25 % test. Throws
/// Cancelled.
std::unique_ptr<ProjectStore> createSampleProject(const std::filesystem::path& folder,
                                                  const SampleOptions& options, const Progress& progress);

}  // namespace anchor
