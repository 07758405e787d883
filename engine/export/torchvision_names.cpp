// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/torchvision_names.h"

#include <ATen/ops/empty_like.h>
#include <torch/library.h>

#include "engine/ops/box_ops.h"
#include "engine/ops/roi_op.h"

namespace anchor {
namespace {

at::Tensor namedNms(const at::Tensor& boxes, const at::Tensor& scores, double threshold) {
  return nms(boxes, scores, threshold, false, -1);
}
at::Tensor namedRoiAlign(const at::Tensor& features, const at::Tensor& rois, double scale, int64_t height,
                         int64_t width, int64_t samplingRatio, bool aligned) {
  return roiAlign(features, rois, {height, width, scale, samplingRatio, aligned});
}
std::tuple<at::Tensor, at::Tensor> namedRoiPool(const at::Tensor& features, const at::Tensor& rois,
                                                double scale, int64_t height, int64_t width) {
  const at::Tensor pooled = roiPool(features, rois, {height, width, scale});
  return {pooled, at::empty_like(pooled, at::kInt)};
}

}  // namespace

void registerTorchvisionNames() {
  static torch::Library library = [] {
    torch::Library names(torch::Library::FRAGMENT, "torchvision", std::nullopt, __FILE__, __LINE__);
    names.def("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor", namedNms);
    names.def(
        "roi_align(Tensor input, Tensor rois, float spatial_scale, int pooled_height, int pooled_width, int "
        "sampling_ratio, bool aligned) -> Tensor",
        namedRoiAlign);
    names.def(
        "roi_pool(Tensor input, Tensor rois, float spatial_scale, int pooled_height, int pooled_width) -> "
        "(Tensor, Tensor)",
        namedRoiPool);
    return names;
  }();
}

}  // namespace anchor
