// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/images/content_hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>
#include <cstdio>

#include "datasets/images/image_file.h"

namespace anchor {

std::string contentHash(const std::filesystem::path& path) {
  std::ifstream file = openImageFile(path);
  XXH3_state_t* state = XXH3_createState();
  XXH3_128bits_reset(state);
  std::array<char, size_t{1} << 16> chunk;  // more would take longer to prepare than most pictures to read
  while (file) {
    file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    XXH3_128bits_update(state, chunk.data(), static_cast<size_t>(file.gcount()));
  }
  const XXH128_hash_t hash = XXH3_128bits_digest(state);
  XXH3_freeState(state);
  char text[33];
  std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return text;
}

uint64_t hashOfBytes(std::string_view bytes, uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

}  // namespace anchor
