// SPDX-License-Identifier: GPL-3.0-or-later
// The operators under torch.ops.anchor, for Python processes that load the library and for anything that
// calls through torch's dispatcher. Differentiable ones carry their own backward (see roi_op.h).

#include <torch/library.h>

#include "engine/evaluation/coco_ap.h"
#include "engine/ops/box_ops.h"
#include "engine/ops/roi_op.h"
#include "engine/ops/tensor_views.h"

namespace anchor {
namespace {

/// gts [G,8] = image, label, box, difficult, crowd; detections [D,7] = image, label, box, score; double on
/// the CPU. Returns COCO's twelve numbers.
at::Tensor cocoNumbers(const at::Tensor& gts, const at::Tensor& detections, int64_t classes, bool pixel) {
  TORCH_CHECK(gts.dim() == 2 && gts.size(1) == 8 && gts.scalar_type() == at::kDouble && gts.is_contiguous(),
              "gts must be contiguous double [G,8], got ", gts.sizes());
  TORCH_CHECK(detections.dim() == 2 && detections.size(1) == 7 && detections.scalar_type() == at::kDouble &&
                  detections.is_contiguous(),
              "detections must be contiguous double [D,7], got ", detections.sizes());
  std::vector<GroundTruth> objects;
  for (int64_t i = 0; i < gts.size(0); ++i) {
    const double* g = gts.const_data_ptr<double>() + 8 * i;
    objects.push_back(
        {static_cast<int>(g[0]), static_cast<int>(g[1]), {g[2], g[3], g[4], g[5]}, g[6] != 0, g[7] != 0});
  }
  std::vector<ExactDetection> found;
  for (int64_t i = 0; i < detections.size(0); ++i) {
    const double* d = detections.const_data_ptr<double>() + 7 * i;
    found.push_back({static_cast<int>(d[0]), static_cast<int>(d[1]), {d[2], d[3], d[4], d[5]}, d[6]});
  }
  const CocoResult result = evaluateCoco(objects, found, static_cast<int>(classes),
                                         pixel ? BoxConvention::Pixel : BoxConvention::Continuous);
  return tensorOf<double>(result.stats, {12}, at::kDouble);
}

}  // namespace
}  // namespace anchor

TORCH_LIBRARY(anchor, library) {
  library.def("nms(Tensor boxes, Tensor scores, float threshold, bool pixel=False, int most=-1) -> Tensor",
              anchor::nms);
  library.def(
      "batched_nms(Tensor boxes, Tensor scores, Tensor groups, float threshold, bool pixel=False, int "
      "most=-1) -> "
      "Tensor",
      anchor::batchedNms);
  library.def(
      "assign_anchors(Tensor anchors, Tensor gt_boxes, float height, float width, float border=0, float "
      "positive=0.7, "
      "float negative=0.3, bool pixel=False) -> (Tensor labels, Tensor argmax, Tensor max_iou)",
      anchor::assignAnchors);
  library.def(
      "decode_proposals(Tensor anchors, Tensor deltas, float height, float width, float min_size=0, "
      "bool pixel=False) -> (Tensor boxes, Tensor keep)",
      anchor::decodeProposals);
  library.def("coco_numbers(Tensor gts, Tensor detections, int classes, bool pixel=False) -> Tensor",
              anchor::cocoNumbers);
  library.def(
      "roi_pool(Tensor features, Tensor rois, int height, int width, float scale) -> Tensor",
      [](const at::Tensor& features, const at::Tensor& rois, int64_t height, int64_t width, double scale) {
        return anchor::roiPool(features, rois, {height, width, scale});
      });
  library.def(
      "roi_align(Tensor features, Tensor rois, int height, int width, float scale, int sampling_ratio=2, "
      "bool aligned=False) -> Tensor",
      [](const at::Tensor& features, const at::Tensor& rois, int64_t height, int64_t width, double scale,
         int64_t samplingRatio, bool aligned) {
        return anchor::roiAlign(features, rois, {height, width, scale, samplingRatio, aligned});
      });
}
