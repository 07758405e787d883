// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inference/inference.h"

#include <cstring>

#include "engine/inference/anchor_field.h"
#include "engine/inference/network_input.h"

namespace anchor {
namespace {

template <class T>
std::vector<T> valuesOf(const at::Tensor& tensor) {
  const at::Tensor plain = tensor.to(at::kCPU, at::kFloat).contiguous();
  std::vector<T> values(static_cast<size_t>(plain.numel()) * sizeof(float) / sizeof(T));
  if (!values.empty())
    std::memcpy(static_cast<void*>(values.data()), plain.const_data_ptr<float>(), values.size() * sizeof(T));
  return values;
}

}  // namespace

NetworkCalls callsOf(FasterRcnn& network) {
  return {
      [&](const at::Tensor& images) { return network.features(images); },
      [&](const std::vector<at::Tensor>& maps) { return network.rpn(maps); },
      [&](const std::vector<at::Tensor>& maps, const at::Tensor& rois) { return network.boxes(maps, rois); }};
}

ImageRecord recordImage(FasterRcnn& network, const RunConfig& config, const RgbImage& image,
                        const at::Device& device, std::span<const Box> extraBoxes) {
  return recordImage(callsOf(network), config, image, device, extraBoxes);
}

ImageRecord recordImage(const NetworkCalls& network, const RunConfig& trained, const RgbImage& image,
                        const at::Device& device, std::span<const Box> extraBoxes) {
  const at::NoGradGuard off;
  ImageRecord record;
  record.config = asTested(trained);
  record.image = {static_cast<float>(image.height), static_cast<float>(image.width)};
  const RunConfig& config = record.config;
  const std::vector<PreparedImage> batch{prepareImage(image, RunSample{}, config, false)};
  const InputGeometry& geometry = batch[0].geometry;
  const auto maps = network.features(stackImages(batch, config, device, layoutOf(config)));
  const AnchorField field = anchorField(gridLevelsOf(config, maps, geometry.padded));
  const RpnOutput rpn = network.rpn(maps);
  record.rpnScores = valuesOf<float>(rpn.scores[0].softmax(1).select(1, 1));
  record.rpnDeltas = valuesOf<BoxDelta>(rpn.deltas[0]);
  record.rois = proposals(config.test_proposals, config.convention(), field, record.rpnScores,
                          record.rpnDeltas, geometry.size, geometry.scale);
  record.proposals = static_cast<int>(record.rois.size());
  record.rois.insert(record.rois.end(), extraBoxes.begin(), extraBoxes.end());
  record.labels = static_cast<int>(config.classes.size()) + 1;
  if (record.rois.empty()) return record;

  const auto count = static_cast<int64_t>(record.rois.size());
  const at::Tensor indexed =
      at::cat({at::zeros({count, 1}), tensorOf<Box>(record.rois, {count, 4}, at::kFloat)}, 1).to(device);
  const BoxOutput head = network.boxes(maps, indexed);
  record.labels = static_cast<int>(head.scores.size(1));
  record.headScores = valuesOf<float>(head.scores.softmax(1));
  record.headDeltas = valuesOf<BoxDelta>(head.deltas);
  return record;
}

std::vector<Detection> detectObjects(FasterRcnn& network, const RunConfig& config, const RgbImage& image,
                                     const at::Device& device) {
  return detectObjects(callsOf(network), config, image, device);
}

std::vector<Detection> detectObjects(const NetworkCalls& network, const RunConfig& config,
                                     const RgbImage& image, const at::Device& device) {
  return findingsOf(recordImage(network, config, image, device)).detections;
}

}  // namespace anchor
