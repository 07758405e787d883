// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <vector>

#include "engine/base/message.h"
#include "engine/config/run_config.h"

namespace anchor {

/// What a trained network can leave as.
enum class ModelFormat { TorchScript, TorchvisionScript, Onnx, OnnxParts, Weights };

/// What dialogs, the command line and the certificate know of a format. How it is written and read stands in
/// the table of engine/export/model_export.cpp.
struct ModelFormatRow {
  ModelFormat format;
  const char* name;                ///< for the command line
  std::vector<const char*> files;  ///< relative to the export's folder; openExportedModel takes the first
  Message title;                   ///< for people
  /// Programs of resources/export_examples that show its use, written beside it.
  std::vector<const char*> examples;
  /// Why the format cannot hold a network; empty when it can. Null for formats that hold all.
  Message (*unfit)(const RunConfig&) = nullptr;

  [[nodiscard]] const char* file() const { return files.front(); }
  [[nodiscard]] Message whyNot(const RunConfig& config) const {
    return unfit == nullptr ? Message() : unfit(config);
  }
};
const std::vector<ModelFormatRow>& modelFormats();
const ModelFormatRow& rowOf(ModelFormat format);
/// Throws UserError listing the known names.
const ModelFormatRow& modelFormatByName(const std::string& name);

}  // namespace anchor
