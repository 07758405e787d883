// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A file written by an export, loaded again. Its header is free of torch.

#include <memory>

#include "engine/evaluation/detections.h"
#include "engine/preprocess/image_source.h"

namespace anchor {

/// Finds objects with what is in an exported file and nothing else.
class ExportedModel {
 public:
  virtual ~ExportedModel() = default;
  [[nodiscard]] virtual std::vector<std::string> classes() const = 0;
  /// Boxes in image pixels, Continuous, best first; label is the 0-based class.
  virtual std::vector<Detection> detect(const RgbImage& image) = 0;
};

/// By the file's name: *.pt (TorchScript), trunk.onnx (with head.onnx beside it), other *.onnx,
/// *.safetensors. Empty for other names and for .safetensors files of other kinds, such as checkpoints.
/// Throws UserError naming a file that is damaged or comes from elsewhere.
std::unique_ptr<ExportedModel> openExportedModel(const std::filesystem::path& path);

}  // namespace anchor
