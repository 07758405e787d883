// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/export/model_export.h"

namespace anchor {

/// Writes the programs that show how to use the files: Python for TorchScript and ONNX, C++ for TorchScript.
void writeExamples(const std::filesystem::path& folder, const std::vector<ModelFormat>& published);

}  // namespace anchor
