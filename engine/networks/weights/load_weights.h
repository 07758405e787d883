// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/networks/faster_rcnn.h"
#include "engine/networks/weights/tensor_file.h"

namespace anchor {

/// What was taken from a weights file.
struct LoadReport {
  int taken = 0;  ///< tensors
  std::vector<std::string>
      startRandom;  ///< own tensors that the file has with another shape, e.g. other classes
};

/// Copies weights under their own, torchvision's or Caffe's names (see translateWeights) into the network.
/// Every backbone tensor must be there with its shape, else throws UserError that lists what did not fit, and
/// changes nothing. Neck, RPN and head are taken where the file has them and their shapes agree.
LoadReport loadPretrained(FasterRcnn& network, const RunConfig& config, const NamedTensors& weights,
                          const std::string& place);

/// All parameters and buffers by name.
NamedTensors networkTensors(const FasterRcnn& network);

/// Restores what networkTensors gave; every name must be there, no more, no fewer. Throws UserError listing
/// the others.
void restoreNetwork(FasterRcnn& network, const NamedTensors& tensors, const std::string& place);

}  // namespace anchor
