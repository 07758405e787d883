// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace anchor {

class FileSink;

/// Named tensors, as weights files hold them. Tensors are contiguous, on the CPU, and own their memory.
using NamedTensors = std::map<std::string, at::Tensor>;

struct SafetensorsFile {
  NamedTensors tensors;
  std::map<std::string, std::string> metadata;
};
/// Reads a .safetensors file. The header (at most 100 MB), every offset, size and overlap are checked before
/// a tensor is made; throws UserError naming the file and the tensor.
SafetensorsFile readSafetensors(const std::filesystem::path& path);
/// The same of a file's bytes; `file` stands in errors.
SafetensorsFile parseSafetensors(std::string_view bytes, const std::string& file);
/// Writes atomically (temporary name, fsync, rename).
void writeSafetensors(const std::filesystem::path& path, const NamedTensors& tensors,
                      const std::map<std::string, std::string>& metadata);

/// The same into a file that is open.
void writeSafetensors(FileSink& sink, const NamedTensors& tensors,
                      const std::map<std::string, std::string>& metadata);

/// Reads the state_dict of a .pth file (zip or legacy layout) with an interpreter of the few pickle
/// instructions that tensors need. Nothing of the file is executed; any other Python object is refused with
/// its name.
NamedTensors readPth(const std::filesystem::path& path);

/// Reads the trained blobs of a Caffe model (current and V1 layers): "name.weight", "name.bias", "name.blob2"
/// …
NamedTensors readCaffemodel(const std::filesystem::path& path);

/// Weights to start from, by extension: .safetensors, .pth, .pt or .caffemodel, under their bare names (see
/// withoutWrappers). Throws UserError for others, and in one line for what is no weights file or holds none
/// that can be used.
NamedTensors readTensorFile(const std::filesystem::path& path);

}  // namespace anchor
