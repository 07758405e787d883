#include "engine/training/losses.h"

#include "engine/ops/roi_op.h"

namespace anchor {
namespace {

using at::Tensor;

/// Rois of all images with what the head is to say about them.
struct RoiTargets {
  std::vector<Tensor> rois, labels, deltas;
  int fg = 0, bg = 0;
};

void addRois(const RunConfig& config, const PreparedImage& image, const Boxes& proposed, int64_t index,
             RandomSource& random, RoiTargets& out) {
  const RoiSample sample =
      sampleRois(proposed, image.gtBoxes, image.gtClasses, config.rois, config.convention(), random);
  const auto count = static_cast<int64_t>(sample.rois.size());
  out.rois.push_back(at::cat(
      {at::full({count, 1}, static_cast<float>(index)), tensorOf<Box>(sample.rois, {count, 4}, at::kFloat)},
      1));
  out.labels.push_back(tensorOf<int>(sample.labels, {count}, at::kInt).to(at::kLong));
  out.deltas.push_back(tensorOf<BoxDelta>(sample.targets, {count, 4}, at::kFloat));
  out.fg += sample.fg;
  out.bg += static_cast<int>(count) - sample.fg;
}

/// What the sums of the two RPN losses are divided by.
struct RpnDivisors {
  double cls, box;
};

RpnDivisors rpnDivisors(const RunConfig& config, int fg, int bg, size_t images, size_t anchors) {
  const double examples = std::max(fg + bg, 1);
  const LossConfig& rule = config.losses;
  if (rule.rpn_weighting == "paper") {
    const double cells = static_cast<double>(anchors) /
                         static_cast<double>(config.anchors.scales.size() * config.anchors.ratios.size());
    const auto batch = static_cast<double>(images);
    return {config.rpn_budget.batch * batch, cells * batch / rule.rpn_lambda};
  }
  return {examples, rule.rpn_positive_weight > 0 ? std::max(fg, 1) / rule.rpn_positive_weight : examples};
}

/// Sum over fg rows only, divided by `count`; stays on the graph (as zero) when there are none. The weights
/// multiply the differences before the loss, as the inside weights of py-faster-rcnn do.
Tensor boxLoss(const Tensor& predicted, const Tensor& wanted, const Tensor& fgRows,
               const std::vector<float>& weights, double sigma, double count) {
  Tensor own = predicted.index_select(0, fgRows);
  Tensor target = wanted.index_select(0, fgRows);
  if (std::ranges::any_of(weights, [](float w) { return w != 1; })) {
    const Tensor factors = tensorOf<float>(weights, {4}, at::kFloat).to(own.device());
    own = own * factors;
    target = target * factors;
  }
  return smoothL1(own, target, sigma).sum() / count;
}

void headLosses(FasterRcnn& network, const RunConfig& config, const std::vector<Tensor>& maps,
                const RoiTargets& targets, const StepParts& parts, StepLosses& out) {
  const at::Device device = maps[0].device();
  const Tensor labels = at::cat(targets.labels).to(device);
  const BoxOutput head = network.boxes(maps, at::cat(targets.rois).to(device));
  const int64_t count = labels.size(0);
  const double divisor = std::max(parts.meanDivisor(static_cast<double>(count)), 1.0);
  // An empty batch of rois must not make the mean of nothing, which is NaN.
  out.roiCls = count > 0 ? at::cross_entropy_loss(head.scores, labels, {}, at::Reduction::Sum) / divisor
                         : head.scores.sum();
  const Tensor fg = (labels > 0).nonzero().flatten();
  if (!config.rois.boxRegression) return;
  const Tensor own = head.deltas.view({count, -1, 4}).index({at::arange(count, labels.options()), labels});
  out.roiBox = boxLoss(own, at::cat(targets.deltas).to(device), fg, config.losses.roi_box_weights,
                       config.losses.roi_sigma, divisor);
}

void rpnLosses(const RunConfig& config, const AnchorField& field, const RpnOutput& rpn,
               const std::vector<PreparedImage>& batch, std::vector<RandomSource>& randoms,
               const StepParts& parts, StepLosses& out) {
  const at::Device device = rpn.scores.device();
  std::vector<Tensor> labels;
  std::vector<Tensor> wanted;
  for (size_t b = 0; b < batch.size(); ++b) {
    const RpnTargets targets = rpnTargets(config, field, batch[b], randoms[b]);
    labels.push_back(targets.labels);
    wanted.push_back(targets.deltas);
    out.rpnFg += targets.fg;
    out.rpnBg += targets.bg;
  }
  const Tensor all = at::cat(labels);
  // Chosen on the host, so that a GPU is not waited for.
  const Tensor sampled = (all >= 0).nonzero().flatten();
  const Tensor fg = (all == 1).nonzero().flatten().to(device);
  const Tensor scores = rpn.scores.flatten(0, 1).index_select(0, sampled.to(device));
  const RpnDivisors divisors = rpnDivisors(config, out.rpnFg, out.rpnBg, batch.size(), field.anchors.size());
  out.rpnCls =
      at::cross_entropy_loss(scores, all.index_select(0, sampled).to(device), {}, at::Reduction::Sum) /
      parts.meanDivisor(divisors.cls);
  out.rpnBox =
      boxLoss(rpn.deltas.flatten(0, 1), at::cat(wanted).to(device), fg, config.losses.rpn_box_weights,
              config.losses.rpn_sigma, parts.meanDivisor(divisors.box));
}

/// The proposals of each image; not differentiated through.
std::vector<Boxes> proposedRois(const RunConfig& config, const AnchorField& field, const RpnOutput& rpn,
                                const std::vector<PreparedImage>& batch) {
  const Tensor probabilities = rpn.scores.detach().softmax(2).select(2, 1).to(at::kCPU).contiguous();
  const Tensor deltas = rpn.deltas.detach().to(at::kCPU).contiguous();
  std::vector<Boxes> rois;
  for (size_t b = 0; b < batch.size(); ++b) {
    const auto index = static_cast<int64_t>(b);
    rois.push_back(proposals(config.train_proposals, config.convention(), field, floatSpan(probabilities[index]),
                             deltaSpan(deltas[index]), batch[b].geometry.size, batch[b].geometry.scale));
  }
  return rois;
}

/// A stage's stored proposals, in the pixels of this image as it was prepared.
Boxes storedRois(const RunConfig& config, const StageProposals& stored, const PreparedImage& image) {
  const BoxConvention convention = config.convention();
  Boxes rois;
  for (const Box& box : stored.of(static_cast<size_t>(image.index))) {
    const Box placed = clipped(toNetwork(box, image.geometry, convention), image.geometry.size, convention);
    rois.push_back(image.flipped ? mirrored(placed, image.geometry.size.width, convention) : placed);
  }
  return rois;
}

int64_t paddedSide(int64_t side, int64_t multiple) { return (side + multiple - 1) / multiple * multiple; }

}  // namespace

Tensor stackImages(const std::vector<PreparedImage>& batch, const RunConfig& config,
                   const at::Device& device) {
  int64_t height = 0;
  int64_t width = 0;
  for (const PreparedImage& image : batch) {
    height = std::max<int64_t>(height, image.height);
    width = std::max<int64_t>(width, image.width);
  }
  Tensor stacked = at::zeros({static_cast<int64_t>(batch.size()), 3, paddedSide(height, config.input.pad_to),
                              paddedSide(width, config.input.pad_to)});
  for (size_t b = 0; b < batch.size(); ++b) {
    const Tensor pixels = at::from_blob(const_cast<float*>(batch[b].pixels.data()),
                                        {3, batch[b].height, batch[b].width}, at::kFloat);
    stacked[static_cast<int64_t>(b)].slice(1, 0, batch[b].height).slice(2, 0, batch[b].width).copy_(pixels);
  }
  // oneDNN and cuDNN both run channels-last convolutions faster than planar ones.
  return stacked.to(device).contiguous(config.solver.channels_last ? at::MemoryFormat::ChannelsLast
                                                                   : at::MemoryFormat::Contiguous);
}

StepLosses stepLosses(FasterRcnn& network, const RunConfig& config, const std::vector<PreparedImage>& batch,
                      const at::Device& device, uint64_t randomSeed, const StepParts& parts) {
  const Tensor images = stackImages(batch, config, device);
  const ImageSize padded{static_cast<float>(images.size(2)), static_cast<float>(images.size(3))};
  const std::vector<Tensor> maps = network.features(images);
  StepLosses out;
  out.rpnCls = out.rpnBox = out.roiCls = out.roiBox = at::zeros({}, maps[0].options());
  std::vector<RandomSource> randoms;
  for (size_t b = 0; b < batch.size(); ++b)
    randoms.emplace_back(derivedSeed(randomSeed, static_cast<size_t>(parts.firstImage) + b));
  std::vector<Boxes> rois(batch.size());
  if (parts.rpn) {
    const AnchorField field = anchorField(gridLevelsOf(config, maps, padded));
    const RpnOutput rpn = network.rpn(maps);
    rpnLosses(config, field, rpn, batch, randoms, parts, out);
    if (parts.head && parts.given == nullptr) rois = proposedRois(config, field, rpn, batch);
  }
  if (!parts.head) return out;
  RoiTargets targets;
  for (size_t b = 0; b < batch.size(); ++b) {
    if (parts.given != nullptr) rois[b] = storedRois(config, *parts.given, batch[b]);
    addRois(config, batch[b], rois[b], static_cast<int64_t>(b), randoms[b], targets);
  }
  out.roiFg = targets.fg;
  out.roiBg = targets.bg;
  headLosses(network, config, maps, targets, parts, out);
  return out;
}

}  // namespace anchor
