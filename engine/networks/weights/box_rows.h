// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/config/run_config.h"
#include "engine/networks/weights/tensor_file.h"

namespace anchor {

/// The rows of head.bbox_pred predict normalised deltas while training. Weights that leave the program
/// predict plain ones, as py-faster-rcnn saves them: rows times std, bias plus mean, class by class.
void unnormaliseBoxRows(NamedTensors& tensors, const RoiRule& rule);
/// The way back. Does nothing where the two tensors are missing or are not of four rows a class.
void normaliseBoxRows(NamedTensors& tensors, const RoiRule& rule);

}  // namespace anchor
