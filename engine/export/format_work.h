// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How each format of engine/config/model_formats.h is written and read again: inside of engine/export.

#include <optional>

#include "engine/config/model_formats.h"
#include "engine/export/exported_model.h"
#include "engine/networks/faster_rcnn.h"
#include "engine/networks/weights/checkpoint.h"

namespace anchor {

/// A checkpoint as it leaves the program: box rows are plain deltas, the configuration says nothing of
/// training.
struct ExportedNetwork {
  std::filesystem::path checkpoint;
  RunConfig config;
  FasterRcnn network;
  /// Throws UserError where the checkpoint does not fit its own configuration.
  ExportedNetwork(const std::filesystem::path& path, Checkpoint from);
};

struct FormatWork {
  ModelFormat format;
  /// Writes the format's files into a folder that exists.
  void (*write)(ExportedNetwork&, const std::filesystem::path& folder);
  /// The model in a file, by its name; null for files of other formats.
  std::unique_ptr<ExportedModel> (*open)(const std::filesystem::path& file);
};

/// A row for each format; the first that opens a file is taken.
const std::vector<FormatWork>& formatWork();

std::unique_ptr<ExportedModel> openScript(const std::filesystem::path& file);     ///< *.pt
std::unique_ptr<ExportedModel> openOnnxParts(const std::filesystem::path& file);  ///< trunk.onnx
std::unique_ptr<ExportedModel> openOnnx(const std::filesystem::path& file);       ///< other *.onnx
/// *.safetensors that an export wrote, not a checkpoint.
std::unique_ptr<ExportedModel> openWeights(const std::filesystem::path& file);

}  // namespace anchor
