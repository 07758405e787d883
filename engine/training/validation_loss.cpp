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
  const auto own = StepNumbers::from({read.const_data_ptr<double>(), static_cast<size_t>(read.numel())});
  m_sums.rpnCls += own.rpnCls;
  m_sums.rpnBox += own.rpnBox;
  m_sums.roiCls += own.roiCls;
  m_sums.roiBox += own.roiBox;
  ++m_images;
  return found;
}

void ValidationLoss::report(EvaluationEvent& event) const {
  event.rpn_cls = m_sums.rpnCls / m_images;
  event.rpn_box = m_sums.rpnBox / m_images;
  event.roi_cls = m_sums.roiCls / m_images;
  event.roi_box = m_sums.roiBox / m_images;
  event.total = event.rpn_cls + event.rpn_box + event.roi_cls + event.roi_box;
}

}  // namespace anchor
