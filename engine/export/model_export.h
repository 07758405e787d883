#pragma once
// Everything that leaves the program from a checkpoint. Free of torch.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/evaluation/detections.h"
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
/// what detection needs (classes, input rules, thresholds) is inside or stated in the files. Throws UserError.
void writeModel(ModelFormat format, const std::filesystem::path& checkpoint,
                const std::filesystem::path& folder);

/// How far an exported file is from the network it was made of.
struct ParityResult {
  int images = 0;
  int detections = 0;    ///< of the live network, all images together
  int unmatched = 0;     ///< detections that only one of the two has
  double boxDifference = 0;    ///< largest, image pixels
  double scoreDifference = 0;  ///< largest
  [[nodiscard]] bool passed() const {
    return unmatched == 0 && boxDifference <= mostBoxDifference && scoreDifference <= mostScoreDifference;
  }
  static constexpr double mostBoxDifference = 1e-3;
  static constexpr double mostScoreDifference = 1e-4;
};
/// Adds one image. Detections of a class are matched to the nearest of the other side.
void addToParity(ParityResult& result, const std::vector<Detection>& live,
                 const std::vector<Detection>& exported);

}  // namespace anchor
