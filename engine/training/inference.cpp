#include "engine/training/inference.h"

#include "engine/geometry/suppression.h"
#include "engine/training/detection_targets.h"
#include "engine/training/losses.h"

namespace anchor {
namespace {

/// Detections of one class among all rois: decoded, clipped, thresholded, suppressed.
void addClass(const RunConfig& config, const Boxes& rois, const at::Tensor& scores,
              std::span<const BoxDelta> deltas, int64_t classes, int64_t label, const InputGeometry& geometry,
              std::vector<Detection>& out) {
  const BoxConvention convention = config.convention();
  Boxes boxes;
  std::vector<float> kept;
  const auto score = scores.accessor<float, 2>();
  for (size_t r = 0; r < rois.size(); ++r) {
    const float value = score[static_cast<int64_t>(r)][label];
    if (!(value >= config.test.score)) continue;
    const BoxDelta delta = unnormalised(deltas[r * static_cast<size_t>(classes) + static_cast<size_t>(label)],
                                        config.rois.normalisationOf(static_cast<int>(label)));
    const Box box = clipped(decode(rois[r], delta, convention), geometry.size, convention);
    const float w = width(box, convention);
    const float h = height(box, convention);
    if (w <= 0 || h <= 0 || w < config.test.min_size || h < config.test.min_size) continue;
    boxes.push_back(box);
    kept.push_back(value);
  }
  for (const int i : suppress(boxes, kept, config.test.nms, convention).keep)
    out.push_back({0, static_cast<int>(label) - 1, fromNetwork(boxes[i], geometry, convention), kept[i]});
}

}  // namespace

std::vector<Detection> detectObjects(FasterRcnn& network, const RunConfig& trained, const RgbImage& image,
                                     const at::Device& device) {
  const RunConfig config = asTested(trained);
  const at::NoGradGuard off;
  const RunSample none;
  const std::vector<PreparedImage> batch{prepareImage(image, none, config, false)};
  const InputGeometry& geometry = batch[0].geometry;
  const at::Tensor stacked = stackImages(batch, config, device);
  const auto maps = network.features(stacked);
  const AnchorField field = anchorField(gridLevelsOf(config, maps, geometry.padded));
  const RpnOutput rpn = network.rpn(maps);
  const at::Tensor probabilities = rpn.scores[0].softmax(1).select(1, 1).to(at::kCPU).contiguous();
  const Boxes rois = proposals(config.test_proposals, config.convention(), field, probabilities,
                               rpn.deltas[0].to(at::kCPU).contiguous(), geometry.size, geometry.scale);
  if (rois.empty()) return {};

  const auto count = static_cast<int64_t>(rois.size());
  const at::Tensor indexed =
      at::cat({at::zeros({count, 1}), tensorOf<Box>(rois, {count, 4}, at::kFloat)}, 1).to(device);
  const BoxOutput head = network.boxes(maps, indexed);
  const at::Tensor scores = head.scores.softmax(1).to(at::kCPU).contiguous();
  at::Tensor deltas = head.deltas.to(at::kCPU).contiguous();
  if (!config.rois.boxRegression) deltas = at::zeros_like(deltas);
  std::vector<Detection> found;
  for (int64_t label = 1; label < scores.size(1); ++label)
    addClass(config, rois, scores, deltaSpan(deltas), scores.size(1), label, geometry, found);
  std::stable_sort(found.begin(), found.end(),
                   [](const Detection& a, const Detection& b) { return a.score > b.score; });
  if (found.size() > static_cast<size_t>(config.test.most))
    found.resize(static_cast<size_t>(config.test.most));
  return found;
}

at::Device chooseDevice(const std::string& name, int index) {
  const bool gpu = at::hasCUDA() && at::detail::getCUDAHooks().deviceCount() > 0;
  if (name == "cpu" || (name == "auto" && !gpu)) return at::kCPU;
  if (!gpu)
    throw UserError("device", "no CUDA device can be used here",
                    "Choose cpu, or auto to take a GPU only when there is one");
  return at::Device(at::kCUDA, static_cast<at::DeviceIndex>(index));
}

}  // namespace anchor
