#pragma once
#include "engine/data/image_tensor.h"
#include "engine/evaluation/detections.h"
#include "engine/networks/faster_rcnn.h"

namespace anchor {

/// The test-time path: proposals, per-class decode, score threshold, per-class NMS, at most config.test.most
/// boxes. Returns image pixels, Continuous, best first.
std::vector<Detection> detectObjects(FasterRcnn& network, const RunConfig& config, const RgbImage& image,
                                     const at::Device& device);

/// auto: CUDA when LibTorch sees a GPU. Throws UserError when cuda is asked for and there is none.
at::Device chooseDevice(const std::string& name, int index = 0);

}  // namespace anchor
