// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <map>
#include <vector>

#include "datasets/project/project_store.h"
#include "datasets/project/split_by_chance.h"
#include "engine/base/user_error.h"

namespace anchor {

/// Which images shall go to which split; images that no entry names stay where they are.
using SplitPlan = std::map<std::string, std::vector<int64_t>>;

/// By splitByChance().
SplitPlan planByChance(const std::vector<ImageEntry>& images, const SplitShares& shares);
/// Each class in each split by the shares, the rarest classes first (iterative stratification, Sechidis et
/// al. 2011); images without boxes are one more class. Images are taken in the order of a hash of their
/// numbers, so the same project gets the same plan.
SplitPlan planStratified(const ProjectStore& project, const std::vector<ImageEntry>& images,
                         const SplitShares& shares);
/// A folder named train, val, valid, validation or test decides for what lies in it. Other folders go as a
/// whole, the largest first, to the split that lacks most.
SplitPlan planByFolder(const std::vector<ImageEntry>& images, const SplitShares& shares);
/// A text file with one image a line: its path, its end, its file name or the name without extension. Lines
/// that fit no image, or more than one, become problems.
SplitPlan planByList(const std::vector<ImageEntry>& images, const std::filesystem::path& list,
                     const std::string& split, std::vector<Problem>& problems);

void applySplits(ProjectEdit& edit, const SplitPlan& plan);

}  // namespace anchor
