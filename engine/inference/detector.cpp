// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inference/detector.h"

#include <ATen/CPUGeneratorImpl.h>

#include "engine/inference/devices.h"
#include "engine/inference/inference.h"
#include "engine/networks/weights/checkpoint.h"
#include "engine/networks/weights/load_weights.h"

namespace anchor {

struct Detector::Parts {
  Checkpoint checkpoint;
  FasterRcnn network;
  at::Device device;
  Parts(Checkpoint from, const std::string& deviceName, const std::string& place)
      : checkpoint(std::move(from)), network(checkpoint.config), device(chooseDevice(deviceName)) {
    restoreNetwork(network, checkpoint.network, place);
    network.to(device);
    network.eval();
  }
};

Detector::Detector(const std::filesystem::path& checkpoint, const std::string& device)
    : m_parts(std::make_unique<Parts>(readCheckpoint(checkpoint), device, checkpoint.string())) {}
Detector::~Detector() = default;
const RunConfig& Detector::config() const { return m_parts->checkpoint.config; }
int Detector::iteration() const { return m_parts->checkpoint.iteration; }

std::vector<Detection> Detector::detect(const RgbImage& image, float scoreThreshold) {
  RunConfig config = m_parts->checkpoint.config;
  if (scoreThreshold >= 0) config.test.score = scoreThreshold;
  return detectObjects(m_parts->network, config, image, m_parts->device);
}

Findings Detector::find(const RgbImage& image) {
  return findingsOf(recordImage(m_parts->network, m_parts->checkpoint.config, image, m_parts->device));
}

std::vector<Detection> Detector::detectPerturbed(const RgbImage& image, int seed) {
  constexpr double amount = 2e-6;  // of the largest pixel
  FasterRcnn& network = m_parts->network;
  at::Generator random = at::detail::createCPUGenerator(static_cast<uint64_t>(seed));
  NetworkCalls calls = callsOf(network);
  calls.features = [&](const at::Tensor& images) {
    // In the other memory layout the layers sum in another order.
    const at::Tensor laidOut = seed % 2 == 0 ? images.contiguous() : images;
    if (seed == 0) return network.features(laidOut);
    const at::Tensor noise = at::randn(images.sizes(), random).to(images.device());
    return network.features(laidOut + noise * (images.abs().max() * amount));
  };
  return detectObjects(calls, m_parts->checkpoint.config, image, m_parts->device);
}

ImageRecord Detector::record(const RgbImage& image, std::span<const Box> extraBoxes) {
  const RunConfig config = asTested(m_parts->checkpoint.config);
  const InputGeometry geometry =
      inputGeometry(config, {static_cast<float>(image.height), static_cast<float>(image.width)});
  Boxes boxes;
  for (const Box& box : extraBoxes)
    boxes.push_back(
        clipped(toNetwork(box, geometry, config.convention()), geometry.size, config.convention()));
  ImageRecord record = recordImage(m_parts->network, config, image, m_parts->device, boxes);
  record.iteration = m_parts->checkpoint.iteration;
  return record;
}

}  // namespace anchor
