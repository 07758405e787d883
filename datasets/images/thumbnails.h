// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "datasets/images/image_reader.h"

namespace anchor {

/// The picture within a square of `side` pixels, aspect kept. Throws UserError.
PixelBuffer thumbnail(const std::filesystem::path& path, int side);

/// The same through a cache folder of JPEG files named by content hash; an empty hash is not cached. A file
/// that cannot be written or read again costs only time.
PixelBuffer keptThumbnail(const std::filesystem::path& path, const std::string& hash, int side,
                          const std::filesystem::path& cache);

}  // namespace anchor
