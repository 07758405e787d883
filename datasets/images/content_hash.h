// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace anchor {

/// 128-bit hash (XXH3) of a file's bytes as 32 hexadecimal digits: tells whether an image is still the one
/// that was labelled. Throws UserError.
std::string contentHash(const std::filesystem::path& path);

/// Of bytes in memory; `seed` chains several.
uint64_t hashOfBytes(std::string_view bytes, uint64_t seed);

}  // namespace anchor
