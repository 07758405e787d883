// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The files that pictures lie in, before anything of them is decoded.

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/message.h"

namespace anchor {

/// Why nothing can be read at this path: nothing is there, or a folder, or it may not be read. Empty when a
/// file can be read.
Message whyUnreadable(const std::filesystem::path& path);

/// Open for reading, at its start. Throws UserError with the reason of whyUnreadable. A stream would open
/// a folder too, and say of it that it is longer than any memory.
std::ifstream openImageFile(const std::filesystem::path& path);

/// The images (see looksLikeImage) of a folder and of its sub-folders, in natural order: 2.jpg before 10.jpg,
/// a folder's own before those of its sub-folders. What cannot be entered is passed over.
std::vector<std::filesystem::path> imagesBelow(const std::filesystem::path& folder);

/// Whether one name stands before another where numbers in them count as numbers.
bool naturallyBefore(std::string_view a, std::string_view b);

}  // namespace anchor
