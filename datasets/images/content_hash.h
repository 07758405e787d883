#pragma once
#include <filesystem>
#include <string>

namespace anchor {

/// 128-bit hash (XXH3) of a file's bytes as 32 hexadecimal digits: tells whether an image is still the one
/// that was labelled. Throws DatasetError.
std::string contentHash(const std::filesystem::path& path);

}  // namespace anchor
