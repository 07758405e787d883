#pragma once
#include <string>
#include <vector>

#include "engine/base/message.h"
#include "engine/config/run_config.h"

namespace anchor {

/// What a trained network can leave as.
enum class ModelFormat { TorchScript, TorchvisionScript, Onnx, OnnxParts, Weights };

struct ModelFormatName {
  ModelFormat format;
  const char* name;  ///< for the command line
  const char* file;  ///< the file that openExportedModel takes
  Message title;     ///< for people
};
const std::vector<ModelFormatName>& modelFormats();
const ModelFormatName& modelFormatOf(ModelFormat format);
/// Throws UserError listing the known names.
const ModelFormatName& modelFormatByName(const std::string& name);

/// All files of a format, relative to the folder of the export.
std::vector<const char*> modelFiles(ModelFormat format);

/// Empty when the format can hold this network, else the reason why not.
Message whyNot(ModelFormat format, const RunConfig& config);

}  // namespace anchor
