// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_place.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace anchor::fuzz {
namespace fs = std::filesystem;

const fs::path& place() {
  static const fs::path folder = [] {
    const fs::path memory = fs::exists("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
    fs::path own = memory / ("anchor-fuzz-" + std::to_string(::getpid()));
    fs::create_directories(own);
    return own;
  }();
  return folder;
}

void put(const fs::path& file, std::string_view bytes) {
  fs::create_directories(file.parent_path());
  FILE* out = std::fopen(file.c_str(), "wb");
  if (out == nullptr) __builtin_trap();
  std::fwrite(bytes.data(), 1, bytes.size(), out);
  std::fclose(out);
}

Chosen choose(const uint8_t* data, size_t size, int choices) {
  if (size == 0) return {};
  return {data[0] % choices, {reinterpret_cast<const char*>(data) + 1, size - 1}};
}

void wantOfSeeds(bool met, std::string_view reason) {
  static const bool areSeeds = std::getenv("ANCHOR_FUZZ_SEEDS") != nullptr;
  if (met || !areSeeds) return;
  std::fprintf(stderr, "a seed was not read: %.*s\n", static_cast<int>(reason.size()), reason.data());
  __builtin_trap();
}

}  // namespace anchor::fuzz
