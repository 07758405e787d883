// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <ATen/core/Tensor.h>

namespace anchor {

/// Where pooled cells come from. scale = feature cells per image pixel (1/stride).
struct RoiOpRule {
  int64_t height = 7, width = 7;
  double scale = 1.0 / 16;
  int64_t samplingRatio = 2;  ///< RoIAlign: bilinear samples per bin side; 0 = ceil(roi size / bins)
  bool aligned = false;       ///< RoIAlign: subtract half a cell (V2)
};

/// RoIAlign (Mask R-CNN), differentiable in features. features [N,C,H,W] float; rois [R,5] = batch index, x1,
/// y1, x2, y2 in image pixels. Returns [R,C,height,width]. Same meaning as torchvision's roi_align.
at::Tensor roiAlign(const at::Tensor& features, const at::Tensor& rois, const RoiOpRule& rule);

/// RoI max pooling (Fast R-CNN), differentiable in features: ends rounded to cells and inclusive, at least
/// 1x1, bins floor/ceil, an empty bin gives 0. Shapes as roiAlign; same meaning as torchvision's roi_pool.
at::Tensor roiPool(const at::Tensor& features, const at::Tensor& rois, const RoiOpRule& rule);

/// roiAlign or roiPool on the maps of a pyramid: roi i reads maps[levels[i]] (levels: long [R]), whose cells
/// are 1 / scales[level] image pixels apart; rule.scale is not read. RoIAlign on a GPU does so in one kernel.
using RoiOp = at::Tensor (*)(const at::Tensor& features, const at::Tensor& rois, const RoiOpRule& rule);
at::Tensor onPyramid(RoiOp op, const std::vector<at::Tensor>& maps, const at::Tensor& rois,
                     const at::Tensor& levels, const std::vector<double>& scales, const RoiOpRule& rule);

/// The same results from ATen operators only: any device and type, slower. CPU float tensors do not need
/// them.
at::Tensor roiAlignAten(const at::Tensor& features, const at::Tensor& rois, const RoiOpRule& rule);
at::Tensor roiPoolAten(const at::Tensor& features, const at::Tensor& rois, const RoiOpRule& rule);

/// Elementwise: 0.5 s^2 d^2 where |d| < 1/s^2, else |d| - 0.5/s^2 (Fast R-CNN, with py-faster-rcnn's sigma).
at::Tensor smoothL1(const at::Tensor& prediction, const at::Tensor& target, double sigma);

}  // namespace anchor
