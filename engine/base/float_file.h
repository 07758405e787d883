// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace anchor {

/// Arrays of 32-bit floats by name, with words about them.
struct FloatFile {
  struct Array {
    std::vector<int64_t> shape;
    std::vector<float> values;
  };
  std::map<std::string, Array> arrays;
  std::map<std::string, std::string> metadata;
};

/// A safetensors file of F32 arrays, for programs without torch. Written atomically.
void writeFloatFile(const std::filesystem::path& path, const FloatFile& file);
/// Throws UserError naming file and array when the file is damaged or holds other element types.
FloatFile readFloatFile(const std::filesystem::path& path);

}  // namespace anchor
