#pragma once
#include "engine/networks/faster_rcnn.h"
#include "engine/networks/weights/tensor_file.h"

namespace anchor {

/// Copies ImageNet classification weights under torchvision's names into the backbone (and VGG16's
/// classifier.0 and .3 into fc6 and fc7 where the sizes agree). Every backbone tensor must be there with its
/// shape; else throws UserError that lists what did not fit, and changes nothing. Returns how many tensors
/// were taken.
int loadPretrained(FasterRcnn& network, const NamedTensors& weights, const std::string& place);

/// All parameters and buffers by name.
NamedTensors networkTensors(const FasterRcnn& network);

/// Restores what networkTensors gave; every name must be there, no more, no fewer. Throws UserError listing
/// the others.
void restoreNetwork(FasterRcnn& network, const NamedTensors& tensors, const std::string& place);

}  // namespace anchor
