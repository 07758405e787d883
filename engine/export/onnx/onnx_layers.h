// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <torch/csrc/jit/api/module.h>

#include "engine/export/onnx/onnx_graph.h"

namespace anchor {

/// Appends the recorded layers of one method of traceNetwork's module ("trunk_layers" or "head_layers") to
/// the graph, weights as constants. `inputs` are the names that take the place of the method's arguments.
/// Returns the names of its results, lists flattened in order. An operator without a translation is a fault
/// of the program.
std::vector<std::string> addLayers(OnnxGraph& graph, const torch::jit::Module& module,
                                   const std::string& method, const std::vector<std::string>& inputs);

}  // namespace anchor
