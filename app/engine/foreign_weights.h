// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <memory>

namespace anchor {

/// Reads a weights file that may come from anywhere in a process of its own, which can do nothing but read it
/// (see confine) within a measure of memory and time that its size explains. Returns the path of a
/// safetensors file in memory, with the same tensors, that lasts as long as the pointer. Throws UserError:
/// what the reader said of the file, or that it took more than weights of its size can need.
std::shared_ptr<const std::filesystem::path> readForeignWeights(const std::filesystem::path& weights);

}  // namespace anchor
