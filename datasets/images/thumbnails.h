#pragma once
#include "datasets/images/image_reader.h"

namespace anchor {

/// The picture within a square of `side` pixels, aspect kept. Throws DatasetError.
PixelBuffer thumbnail(const std::filesystem::path& path, int side);

}  // namespace anchor
