// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The layers of the contract that work on feature maps. Each reads its fields and answers with its output.

#include "engine/layers/layer_inputs.h"

namespace anchor {

Json roiPoolLayer(LayerInputs& in);
Json roiAlignLayer(LayerInputs& in);
Json smoothL1Layer(LayerInputs& in);
Json lrnLayer(LayerInputs& in);
Json maxPoolLayer(LayerInputs& in);

}  // namespace anchor
