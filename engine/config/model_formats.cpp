#include "engine/config/model_formats.h"

#include <algorithm>

#include "engine/base/user_error.h"

namespace anchor {

const std::vector<ModelFormatName>& modelFormats() {
  static const std::vector<ModelFormatName> all{
      {ModelFormat::TorchScript, "torchscript", "model.torchscript.pt",
       say("TorchScript, needs LibTorch only")},
      {ModelFormat::TorchvisionScript, "torchvision", "model.torchvision.pt",
       say("TorchScript with torchvision's operators, faster")},
      {ModelFormat::Onnx, "onnx", "model.onnx", say("ONNX, one graph")},
      {ModelFormat::OnnxParts, "onnx-parts", "trunk.onnx", say("ONNX, trunk and head")},
      {ModelFormat::Weights, "weights", "model.safetensors",
       say("Weights (safetensors) and settings (JSON)")}};
  return all;
}

const ModelFormatName& modelFormatByName(const std::string& name) {
  std::string known;
  for (const ModelFormatName& format : modelFormats()) {
    if (format.name == name) return format;
    known += std::string(known.empty() ? "" : ", ") + format.name;
  }
  throw UserError("export format " + name, say("is not known"), say("Use some of: %1", known));
}

const ModelFormatName& modelFormatOf(ModelFormat format) {
  return *std::ranges::find(modelFormats(), format, &ModelFormatName::format);
}

std::vector<const char*> modelFiles(ModelFormat format) {
  if (format == ModelFormat::OnnxParts) return {"trunk.onnx", "head.onnx"};
  return {modelFormatOf(format).file};
}

Message whyNot(ModelFormat format, const RunConfig& config) {
  if (format == ModelFormat::Onnx && config.network.roi_op == "pool")
    return say(
        "RoI max pooling is an ONNX operator on few engines; take trunk and head, or train with RoIAlign");
  return {};
}

}  // namespace anchor
