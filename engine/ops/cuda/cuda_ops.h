#pragma once
// The CUDA side of box_ops.h and roi_op.h. Without CUDA in this build each function throws, and available()
// says so.

#include <ATen/core/Tensor.h>

#include <tuple>

#include "engine/ops/roi_op.h"

namespace anchor::cuda {

/// True when this build holds the kernels. Tensors on a GPU take the ATen form where it does not.
bool available();

at::Tensor nms(const at::Tensor& boxes, const at::Tensor& scores, const at::Tensor& groups, double threshold,
               bool pixel, int64_t most);
std::tuple<at::Tensor, at::Tensor, at::Tensor> assignAnchors(const at::Tensor& anchors,
                                                             const at::Tensor& gtBoxes, double height,
                                                             double width, double border, double positive,
                                                             double negative, bool pixel);
std::tuple<at::Tensor, at::Tensor> decodeProposals(const at::Tensor& anchors, const at::Tensor& deltas,
                                                   double height, double width, double minSize, bool pixel);

at::Tensor roiAlignForward(const at::Tensor& features, const at::Tensor& rois, const RoiOpRule& rule);
at::Tensor roiAlignBackward(const at::Tensor& gradOutput, const at::Tensor& rois,
                            at::IntArrayRef featureSizes, const RoiOpRule& rule);
/// output and argmax
std::tuple<at::Tensor, at::Tensor> roiPoolForward(const at::Tensor& features, const at::Tensor& rois,
                                                  const RoiOpRule& rule);
at::Tensor roiPoolBackward(const at::Tensor& gradOutput, const at::Tensor& argmax, const at::Tensor& rois,
                           at::IntArrayRef featureSizes, const RoiOpRule& rule);

}  // namespace anchor::cuda
