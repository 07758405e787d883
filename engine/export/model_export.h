#pragma once
// Everything that leaves the program from a checkpoint. Free of torch.

#include <filesystem>
#include <string>
#include <vector>

#include "engine/run/run_config.h"

namespace anchor {

enum class ModelFormat { TorchScript, TorchvisionScript, Onnx, OnnxParts, Weights };

struct ModelFormatName {
  ModelFormat format;
  const char* name;   ///< for the command line
  const char* file;   ///< the file that openExportedModel takes
  const char* title;  ///< for people
};
const std::vector<ModelFormatName>& modelFormats();
const ModelFormatName& modelFormatOf(ModelFormat format);
/// Throws UserError listing the known names.
const ModelFormatName& modelFormatByName(const std::string& name);

/// All files of a format, relative to the folder.
std::vector<const char*> modelFiles(ModelFormat format);

/// Empty when the format can hold this network, else the reason why not.
std::string whyNot(ModelFormat format, const RunConfig& config);

/// Writes the files of one format into a folder that exists. The networks' box rows become plain deltas, and
/// what detection needs (classes, input rules, thresholds) is inside or stated in the files. Throws
/// UserError.
void writeModel(ModelFormat format, const std::filesystem::path& checkpoint,
                const std::filesystem::path& folder);

}  // namespace anchor
