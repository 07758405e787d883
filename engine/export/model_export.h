// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Everything that leaves the program from a checkpoint. Free of torch.

#include <memory>

#include "engine/config/model_formats.h"

namespace anchor {

struct ExportedNetwork;

/// A checkpoint on its way out, read once for all formats.
class ModelWriter {
 public:
  /// Throws UserError.
  explicit ModelWriter(const std::filesystem::path& checkpoint);
  ~ModelWriter();
  /// Writes the files of one format into a folder that exists. The network's box rows become plain deltas,
  /// and what detection needs (classes, input rules, thresholds) is inside or stated in the files. Throws
  /// UserError.
  void write(ModelFormat format, const std::filesystem::path& folder);

 private:
  std::unique_ptr<ExportedNetwork> m_network;
};

}  // namespace anchor
