// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>

#include "engine/inspection/image_record.h"
#include "engine/networks/faster_rcnn.h"
#include "engine/preprocess/image_tensor.h"

namespace anchor {

/// What detection asks of a network, wherever it runs; shapes as the functions of FasterRcnn of these names.
struct NetworkCalls {
  std::function<std::vector<at::Tensor>(const at::Tensor& images)> features;
  std::function<RpnOutput(const std::vector<at::Tensor>& maps)> rpn;
  std::function<BoxOutput(const std::vector<at::Tensor>& maps, const at::Tensor& rois)> boxes;
};
/// The functions of a network, which must live as long as the result.
NetworkCalls callsOf(FasterRcnn& network);
ImageRecord recordImage(const NetworkCalls& network, const RunConfig& config, const RgbImage& image,
                        const at::Device& device, std::span<const Box> extraBoxes = {});

/// One forward pass as detection makes it: RPN output, the proposals of config.test_proposals, and the head's
/// word on them and on `extraBoxes` (network pixels), all on the CPU. `iteration` is left 0.
ImageRecord recordImage(FasterRcnn& network, const RunConfig& config, const RgbImage& image,
                        const at::Device& device, std::span<const Box> extraBoxes = {});

/// The test-time path: recordImage, then the steps of engine/geometry/detection_steps.h. Returns image
/// pixels, Continuous, best first.
std::vector<Detection> detectObjects(const NetworkCalls& network, const RunConfig& config,
                                     const RgbImage& image, const at::Device& device);
std::vector<Detection> detectObjects(FasterRcnn& network, const RunConfig& config, const RgbImage& image,
                                     const at::Device& device);

}  // namespace anchor
