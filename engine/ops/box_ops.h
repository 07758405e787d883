// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Box arithmetic on tensors: the functions of engine/geometry behind torch's interface, on the CPU, and their
// CUDA kernels where the tensors lie on a GPU and this build has them. Boxes are float [N,4].

#include <ATen/core/Tensor.h>

#include <tuple>

namespace anchor {

/// Greedy NMS, best first, as suppress(): IoU strictly above `threshold` removes; at most `most` (negative:
/// all). Returns indices [K], long.
at::Tensor nms(const at::Tensor& boxes, const at::Tensor& scores, double threshold, bool pixel, int64_t most);

/// NMS within each group (class or pyramid level, long [N]); the result is ordered by score over all groups.
at::Tensor batchedNms(const at::Tensor& boxes, const at::Tensor& scores, const at::Tensor& groups,
                      double threshold, bool pixel, int64_t most);

/// Labels of anchors before subsampling as assignLabels(): labels [N] (1, 0, -1) int8, argmax [N] long,
/// max_iou [N]. `image` = (height, width); `border` as in insideImage().
std::tuple<at::Tensor, at::Tensor, at::Tensor> assignAnchors(const at::Tensor& anchors,
                                                             const at::Tensor& gtBoxes, double height,
                                                             double width, double border, double positive,
                                                             double negative, bool pixel);

/// Decode, clip, and which boxes have both sides of at least `minSize`: boxes [N,4], keep [N] bool.
std::tuple<at::Tensor, at::Tensor> decodeProposals(const at::Tensor& anchors, const at::Tensor& deltas,
                                                   double height, double width, double minSize, bool pixel);

}  // namespace anchor
