// The operators under torch.ops.anchor, for Python processes that load the library and for anything that
// calls through torch's dispatcher. Differentiable ones carry their own backward (see roi_op.h).

#include <torch/library.h>

#include "engine/ops/box_ops.h"
#include "engine/ops/roi_op.h"

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
