// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/export/onnx/onnx_graph.h"

namespace anchor {

/// Runs a graph on the CPU by the operators' definitions in the ONNX standard, one ATen call for each: a
/// check of what was written, and the way to detect with an exported file where no other engine is. Knows the
/// operators that exports use. Returns the outputs by name; throws UserError naming an unknown operator or a
/// missing value.
std::map<std::string, at::Tensor> runOnnx(const OnnxGraph& graph,
                                          const std::map<std::string, at::Tensor>& inputs);

}  // namespace anchor
