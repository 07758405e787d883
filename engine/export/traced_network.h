// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <torch/csrc/jit/api/module.h>

#include "engine/networks/faster_rcnn.h"

namespace anchor {

/// The network's layers as graphs that hold for every image size, with the weights under the names they have
/// in checkpoints. Two methods:
/// trunk_layers(images [1,3,H,W]) → (maps, RPN scores, RPN deltas), a list each, one entry per level and the
/// last two as RpnHead::convolved gives them; head_layers(cells [R,C,size,size]) → (logits [R,C+1], deltas
/// [R,4(C+1)]). The graphs are recorded while the network itself runs, so there is no second definition of
/// any layer. The network must be on the CPU; it shares its weights with the result.
torch::jit::Module traceNetwork(FasterRcnn& network, const RunConfig& config);

/// Side in network pixels of the image that traceNetwork runs through the network.
inline constexpr int64_t tracedSide = 192;

}  // namespace anchor
