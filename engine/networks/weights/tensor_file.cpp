// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/weights/tensor_file.h"

#include <fstream>

#include "engine/base/user_error.h"
#include "engine/base/weights_file.h"
#include "engine/networks/weights/foreign_tensors.h"

namespace anchor {

namespace {

/// What a file holds decides between the two that go by each other's names.
bool beginsAsPickle(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const int first = file.get();
  return first == 0x80 || (first == 'P' && file.get() == 'K');
}
bool beginsAsSafetensors(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return file.seekg(8) && file.get() == '{';
}

NamedTensors readByExtension(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  const bool pickled = extension == ".pth" || extension == ".pt";
  if (pickled || extension == ".safetensors") {
    const bool asPickle = pickled ? !beginsAsSafetensors(path) : beginsAsPickle(path);
    return asPickle ? readPth(path) : readSafetensors(path).tensors;
  }
  if (extension == ".caffemodel") return readCaffemodel(path);
  throw UserError(path.string(), say("is not a supported weights file"),
                  say("Use .pth, .pt, .safetensors or .caffemodel"));
}

}  // namespace

NamedTensors readTensorFile(const std::filesystem::path& path) {
  refuseNoWeights(path);
  NamedTensors tensors = withoutWrappers(readByExtension(path));
  refuseUnusable(tensors, path.string());
  return tensors;
}

}  // namespace anchor
