#include "engine/config/model_formats.h"

#include <algorithm>

#include "engine/base/user_error.h"

// Marks texts for translation without Qt: the tool that collects them knows this name.
#define QT_TRANSLATE_NOOP(context, text) text

namespace anchor {

const std::vector<ModelFormatName>& modelFormats() {
  static const std::vector<ModelFormatName> all{
      {ModelFormat::TorchScript, "torchscript", "model.torchscript.pt",
       QT_TRANSLATE_NOOP("Formats", "TorchScript, needs LibTorch only")},
      {ModelFormat::TorchvisionScript, "torchvision", "model.torchvision.pt",
       QT_TRANSLATE_NOOP("Formats", "TorchScript with torchvision's operators, faster")},
      {ModelFormat::Onnx, "onnx", "model.onnx", QT_TRANSLATE_NOOP("Formats", "ONNX, one graph")},
      {ModelFormat::OnnxParts, "onnx-parts", "trunk.onnx",
       QT_TRANSLATE_NOOP("Formats", "ONNX, trunk and head")},
      {ModelFormat::Weights, "weights", "model.safetensors",
       QT_TRANSLATE_NOOP("Formats", "Weights (safetensors) and settings (JSON)")}};
  return all;
}

const ModelFormatName& modelFormatByName(const std::string& name) {
  std::string known;
  for (const ModelFormatName& format : modelFormats()) {
    if (format.name == name) return format;
    known += std::string(known.empty() ? "" : ", ") + format.name;
  }
  throw UserError("export format " + name, "is not known", "Use some of: " + known);
}

const ModelFormatName& modelFormatOf(ModelFormat format) {
  return *std::ranges::find(modelFormats(), format, &ModelFormatName::format);
}

std::vector<const char*> modelFiles(ModelFormat format) {
  if (format == ModelFormat::OnnxParts) return {"trunk.onnx", "head.onnx"};
  return {modelFormatOf(format).file};
}

std::string whyNot(ModelFormat format, const RunConfig& config) {
  if (format == ModelFormat::Onnx && config.network.roi_op == "pool")
    return QT_TRANSLATE_NOOP(
        "Formats",
        "RoI max pooling is an ONNX operator on few engines; take trunk and head, or train with RoIAlign");
  return "";
}

}  // namespace anchor
