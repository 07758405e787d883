// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/validation_loss.h"

namespace anchor {

ValidationLoss::ValidationLoss(FasterRcnn& network, const RunConfig& config, const at::Device& device)
    : m_network(network), m_config(asTested(config)), m_device(device) {}

Findings ValidationLoss::find(const RgbImage& image, const RunSample& sample) {
  const at::NoGradGuard off;
  StepParts parts;
  NetworkCalls calls = callsOf(m_network);
  calls.features = [&](const at::Tensor& images) {
    parts.images = images;
    return parts.maps = m_network.features(images);
  };
  Findings found = findingsOf(recordImage(calls, m_config, image, m_device));
  parts.fields = &m_fields;
  const ImageSize size{static_cast<float>(image.height), static_cast<float>(image.width)};
  const uint64_t seed =
      derivedSeed(static_cast<uint64_t>(m_config.seed), static_cast<uint64_t>(m_images), 0x7A);
  const at::Tensor read =
      stepLosses(m_network, m_config, {placeImage(size, sample, m_config, false)}, m_device, seed, parts)
          .numbers()
          .to(at::kCPU, at::kDouble);
  m_sum.add(StepNumbers::from({read.const_data_ptr<double>(), static_cast<size_t>(read.numel())}).losses);
  ++m_images;
  return found;
}

LossValues ValidationLoss::mean() const {
  return LossValues::of({m_sum.rpn_cls / m_images, m_sum.rpn_box / m_images, m_sum.roi_cls / m_images,
                         m_sum.roi_box / m_images});
}

}  // namespace anchor
