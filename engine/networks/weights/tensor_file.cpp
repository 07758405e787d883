#include "engine/networks/weights/tensor_file.h"

#include "engine/run/user_error.h"

namespace anchor {

NamedTensors readTensorFile(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  if (extension == ".safetensors") return readSafetensors(path).tensors;
  if (extension == ".pth" || extension == ".pt") return readPth(path);
  if (extension == ".caffemodel") return readCaffemodel(path);
  throw UserError(path.string(), "is not a weights file that can be read",
                  "Use .pth, .pt, .safetensors or .caffemodel");
}

}  // namespace anchor
