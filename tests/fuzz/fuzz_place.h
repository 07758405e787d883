// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace anchor::fuzz {

/// A folder in memory for this process's files.
const std::filesystem::path& place();

/// Writes the whole file, making its folder.
void put(const std::filesystem::path& file, std::string_view bytes);

/// The input, split into a number below `choices` (its first byte) and the rest.
struct Chosen {
  int which = 0;
  std::string_view rest;
};
Chosen choose(const uint8_t* data, size_t size, int choices);

/// With ANCHOR_FUZZ_SEEDS in the environment the inputs are seeds, which have to be read: one that is refused
/// would keep the fuzzer at the door. Ends the program then, with the reason, where a seed was not read as it
/// should be.
void wantOfSeeds(bool met, std::string_view reason);

/// Whatever a reader says is fine as long as it says it as readers do, by an error that names file and
/// reason; all else (what a library throws, too) is a finding.
template <class OwnError, class Work>
void mayRefuse(const Work& work) {
  try {
    work();
  } catch (const OwnError& error) {
    if (std::string_view(error.what()).empty()) __builtin_trap();
    wantOfSeeds(false, error.what());
  }
}

}  // namespace anchor::fuzz
