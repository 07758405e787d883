// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/config/model_formats.h"

#include <algorithm>

#include "engine/base/user_error.h"

namespace anchor {
namespace {

Message maxPoolingInOneGraph(const RunConfig& config) {
  if (config.network.roi_op != RoiPooling::Pool) return {};
  return say("few ONNX engines support RoI max pooling; use trunk and head, or train with RoIAlign");
}

}  // namespace

const std::vector<ModelFormatRow>& modelFormats() {
  const std::vector<const char*> script{"CMakeLists.txt", "example.cpp", "example_torchscript.py"};
  const std::vector<const char*> onnx{"example_onnx.py"};
  static const std::vector<ModelFormatRow> all{
      {ModelFormat::TorchScript,
       "torchscript",
       {"model.torchscript.pt"},
       say("TorchScript, needs only LibTorch"),
       script},
      {ModelFormat::TorchvisionScript,
       "torchvision",
       {"model.torchvision.pt"},
       say("TorchScript with torchvision's operators, faster"),
       script},
      {ModelFormat::Onnx, "onnx", {"model.onnx"}, say("ONNX, one graph"), onnx, maxPoolingInOneGraph},
      {ModelFormat::OnnxParts, "onnx-parts", {"trunk.onnx", "head.onnx"}, say("ONNX, trunk and head"), onnx},
      {ModelFormat::Weights,
       "weights",
       {"model.safetensors"},
       say("Weights (safetensors) and settings (JSON)"),
       {}}};
  return all;
}

const ModelFormatRow& modelFormatByName(const std::string& name) {
  std::string known;
  for (const ModelFormatRow& row : modelFormats()) {
    if (row.name == name) return row;
    known += std::string(known.empty() ? "" : ", ") + row.name;
  }
  throw UserError("export format " + name, say("is not known"), say("Use some of: %1", known));
}

const ModelFormatRow& rowOf(ModelFormat format) {
  return *std::ranges::find(modelFormats(), format, &ModelFormatRow::format);
}

}  // namespace anchor
