// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/config/run_config.h"
#include "engine/networks/weights/tensor_file.h"

namespace anchor {

/// Where a weights file comes from, told by its tensors' names.
enum class WeightsKind {
  Classification,  ///< torchvision's image classifiers: conv1.weight, features.0.weight, …
  Detection,       ///< torchvision's Faster R-CNN: backbone.body.…, rpn.head.…, roi_heads.…
  Caffe,           ///< ImageNet models and py-faster-rcnn's detectors
  Own              ///< written by this program's export
};

struct TranslatedWeights {
  WeightsKind kind = WeightsKind::Classification;
  NamedTensors tensors;  ///< under this program's names: backbone.…, neck.…, rpn.…, head.…
};
/// Renames; what has no counterpart is left out. py-faster-rcnn and this program's export store
/// bbox_pred un-normalised: its rows are normalised again here, as config.rois says.
TranslatedWeights translateWeights(const NamedTensors& file, const RunConfig& config);

}  // namespace anchor
