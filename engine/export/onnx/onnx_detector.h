// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <torch/csrc/jit/api/module.h>

#include "engine/config/run_config.h"
#include "engine/export/onnx/onnx_graph.h"

namespace anchor {

/// The whole detector in one graph; for networks with RoIAlign (ONNX's RoI max pooling runs on few engines).
/// image [1,3,H,W] prepared and padded as the metadata say; im_info [5] = height and width before padding,
/// scale, scale of x, scale of y (see InputGeometry) → boxes [K,4] in image pixels, Continuous; labels [K],
/// 0-based; scores [K]; best first. The steps are those of proposalSteps and detectionSteps without NonZero
/// or loops: a small or weak box keeps its place with score -1, which suppression leaves out.
OnnxGraph onnxDetector(const torch::jit::Module& traced, const RunConfig& config);

/// The trunk alone: image as above → map_i [1,C,h,w], rpn_scores_i [1,A or 2A,h,w], rpn_deltas_i [1,4A,h,w]
/// of each level i, raw as the convolutions give them.
OnnxGraph onnxTrunk(const torch::jit::Module& traced, const RunConfig& config);

/// The head alone: cells [R,C,size,size] → scores [R,classes+1] as probabilities, deltas [R,4(classes+1)].
OnnxGraph onnxHead(const torch::jit::Module& traced, const RunConfig& config);

}  // namespace anchor
