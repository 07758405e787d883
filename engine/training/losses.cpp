// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/losses.h"

#include "engine/inference/network_input.h"

#include "engine/inference/anchor_field.h"
#include "engine/ops/roi_op.h"
#include "engine/training/device_targets.h"

namespace anchor {
namespace {

using at::Tensor;

/// Rows of the network's outputs that enter a loss, [S] each.
struct LossRows {
  Tensor labels;   ///< long; -1: the row does not count
  Tensor targets;  ///< float [S,4]; looked at where the label is above 0
  Tensor counts;   ///< float [2]: fg, bg
};

/// Anchors: rows of the RPN's outputs, images one after the other.
struct RpnRows : LossRows {
  Tensor anchors;
};

struct RoiRows : LossRows {
  Tensor rois;  ///< [S,5]
};

Tensor countsOf(int fg, int bg) { return at::tensor({static_cast<float>(fg), static_cast<float>(bg)}); }

LossRows deviceRows(const cuda::Chosen& chosen) {
  return {chosen.labels, chosen.targets, chosen.counts.sum(0).to(at::kFloat)};
}

/// What the sums of the two RPN losses are divided by.
struct RpnDivisors {
  Tensor cls, box;
};

RpnDivisors rpnDivisors(const RunConfig& config, const Tensor& counts, size_t images, size_t anchors) {
  const LossConfig& rule = config.losses;
  if (rule.rpn_weighting == RpnWeighting::Paper) {
    const double cells = static_cast<double>(anchors) /
                         static_cast<double>(config.anchors.scales.size() * config.anchors.ratios.size());
    const auto batch = static_cast<double>(images);
    return {at::scalar_tensor(config.rpn_budget.batch * batch, counts.options()),
            at::scalar_tensor(cells * batch / rule.rpn_lambda, counts.options())};
  }
  const Tensor examples = counts.sum().clamp_min(1);
  return {examples, rule.rpn_positive_weight > 0
                        ? counts[0].clamp_min(1) / static_cast<double>(rule.rpn_positive_weight)
                        : examples};
}

/// Sum over the rows that count; one without any stays on the graph, as zero.
Tensor classLoss(const Tensor& scores, const Tensor& labels) {
  // An empty batch of rois must not make the mean of nothing, which is NaN.
  return labels.size(0) > 0 ? at::cross_entropy_loss(scores, labels, {}, at::Reduction::Sum, -1)
                            : scores.sum();
}

/// Sum over fg rows only. The weights multiply the differences before the loss, as the inside weights of
/// py-faster-rcnn do.
Tensor boxLoss(const Tensor& predicted, const LossRows& rows, const std::vector<float>& weights,
               double sigma) {
  const Tensor fg = (rows.labels > 0).unsqueeze(1);
  const Tensor nothing = at::zeros({}, predicted.options());
  Tensor own = at::where(fg, predicted, nothing);
  Tensor target = at::where(fg, rows.targets, nothing);
  if (std::ranges::any_of(weights, [](float w) { return w != 1; })) {
    const Tensor factors = sentTo(own.device(), tensorOf<float>(weights, {4}, at::kFloat));
    own = own * factors;
    target = target * factors;
  }
  return smoothL1(own, target, sigma).sum();
}

void headLosses(FasterRcnn& network, const RunConfig& config, const std::vector<Tensor>& maps,
                const RoiRows& rows, const StepParts& parts, StepLosses& out) {
  const BoxOutput head = network.boxes(maps, rows.rois);
  const int64_t count = rows.labels.size(0);
  const Tensor divisor = parts.meanDivisor(rows.counts.sum()).clamp_min(1);
  out.roiCounts = rows.counts;
  out.roiCls = classLoss(head.scores, rows.labels) / divisor;
  if (!config.rois.boxRegression) return;
  // The four numbers of the row's own class.
  const Tensor column = rows.labels.clamp_min(0).view({count, 1, 1}).expand({-1, 1, 4});
  const Tensor own = head.deltas.view({count, -1, 4}).gather(1, column).squeeze(1);
  out.roiBox = boxLoss(own, rows, config.losses.roi_box_weights, config.losses.roi_sigma) / divisor;
}

void rpnLosses(const RunConfig& config, const RpnOutput& rpn, const RpnRows& rows, const StepParts& parts,
               StepLosses& out) {
  const auto images = static_cast<size_t>(rpn.scores.size(0));
  const auto anchors = static_cast<size_t>(rpn.scores.size(1));
  const RpnDivisors divisors = rpnDivisors(config, rows.counts, images, anchors);
  out.rpnCounts = rows.counts;
  out.rpnCls = classLoss(rpn.scores.flatten(0, 1).index_select(0, rows.anchors), rows.labels) /
               parts.meanDivisor(divisors.cls);
  out.rpnBox = boxLoss(rpn.deltas.flatten(0, 1).index_select(0, rows.anchors), rows,
                       config.losses.rpn_box_weights, config.losses.rpn_sigma) /
               parts.meanDivisor(divisors.box);
}

/// The sampled anchors of the batch, chosen on the CPU.
RpnRows rpnRows(const RunConfig& config, const AnchorField& field, const std::vector<PreparedImage>& batch,
                std::vector<RandomSource>& randoms, const at::Device& device) {
  std::vector<int64_t> anchors;
  std::vector<int64_t> labels;
  BoxDeltas deltas;
  int fg = 0;
  int bg = 0;
  for (size_t b = 0; b < batch.size(); ++b) {
    const RpnTargets own = rpnTargets(config, field, batch[b], randoms[b]);
    for (const int64_t i : own.anchors) anchors.push_back(i + static_cast<int64_t>(b * field.anchors.size()));
    labels.insert(labels.end(), own.labels.begin(), own.labels.end());
    deltas.insert(deltas.end(), own.deltas.begin(), own.deltas.end());
    fg += own.fg;
    bg += own.bg;
  }
  const auto count = static_cast<int64_t>(anchors.size());
  RpnRows rows;
  rows.anchors = sentTo(device, tensorOf<int64_t>(anchors, {count}, at::kLong));
  rows.labels = sentTo(device, tensorOf<int64_t>(labels, {count}, at::kLong));
  rows.targets = sentTo(device, tensorOf<BoxDelta>(deltas, {count, 4}, at::kFloat));
  rows.counts = sentTo(device, countsOf(fg, bg));
  return rows;
}

/// The sampled rois of the batch, chosen on the CPU.
RoiRows roiRows(const RunConfig& config, const std::vector<Boxes>& proposed,
                const std::vector<PreparedImage>& batch, std::vector<RandomSource>& randoms,
                const at::Device& device) {
  std::vector<Tensor> rois;
  std::vector<Tensor> labels;
  std::vector<Tensor> targets;
  int fg = 0;
  int all = 0;
  for (size_t b = 0; b < batch.size(); ++b) {
    const RoiSample sample =
        sampleRois(proposed[b], batch[b].gtBoxes, batch[b].gtClasses, config.rois, config.convention(),
                   randoms[b], {batch[b].ignored, config.objects.ignore_share});
    const auto count = static_cast<int64_t>(sample.rois.size());
    rois.push_back(at::cat(
        {at::full({count, 1}, static_cast<float>(b)), tensorOf<Box>(sample.rois, {count, 4}, at::kFloat)},
        1));
    labels.push_back(tensorOf<int>(sample.labels, {count}, at::kInt).to(at::kLong));
    targets.push_back(tensorOf<BoxDelta>(sample.targets, {count, 4}, at::kFloat));
    fg += sample.fg;
    all += static_cast<int>(count);
  }
  RoiRows rows;
  rows.rois = sentTo(device, at::cat(rois));
  rows.labels = sentTo(device, at::cat(labels));
  rows.targets = sentTo(device, at::cat(targets));
  rows.counts = sentTo(device, countsOf(fg, all - fg));
  return rows;
}

Tensor fgProbabilities(const RpnOutput& rpn) {
  return rpn.scores.detach().softmax(2).select(2, 1).contiguous();
}

/// The proposals of each image; not differentiated through.
std::vector<Boxes> proposedRois(const RunConfig& config, const AnchorField& field, const RpnOutput& rpn,
                                const std::vector<PreparedImage>& batch) {
  const Tensor probabilities = fgProbabilities(rpn).to(at::kCPU);
  const Tensor deltas = rpn.deltas.detach().to(at::kCPU).contiguous();
  std::vector<Boxes> rois;
  for (size_t b = 0; b < batch.size(); ++b) {
    const auto index = static_cast<int64_t>(b);
    rois.push_back(proposals(config.train_proposals, config.convention(), field,
                             floatSpan(probabilities[index]), deltaSpan(deltas[index]),
                             batch[b].geometry.size, batch[b].geometry.scale));
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

/// The stored rois of each image, or none.
std::vector<Boxes> givenRois(const RunConfig& config, const StepParts& parts,
                             const std::vector<PreparedImage>& batch) {
  std::vector<Boxes> rois(batch.size());
  for (size_t b = 0; b < batch.size() && parts.given != nullptr; ++b)
    rois[b] = storedRois(config, *parts.given, batch[b]);
  return rois;
}

/// A step whose boxes are the CPU's business.
void lossesByCpu(FasterRcnn& network, const RunConfig& config, const std::vector<Tensor>& maps,
                 const AnchorField& field, const std::vector<PreparedImage>& batch,
                 std::vector<RandomSource>& randoms, const StepParts& parts, StepLosses& out) {
  const at::Device device = maps[0].device();
  std::vector<Boxes> rois = givenRois(config, parts, batch);
  if (parts.rpn) {
    const RpnOutput rpn = network.rpn(maps);
    rpnLosses(config, rpn, rpnRows(config, field, batch, randoms, device), parts, out);
    if (parts.head && parts.given == nullptr) rois = proposedRois(config, field, rpn, batch);
  }
  if (parts.head)
    headLosses(network, config, maps, roiRows(config, rois, batch, randoms, device), parts, out);
}

/// A step that stays on the GPU.
void lossesByGpu(FasterRcnn& network, const RunConfig& config, const std::vector<Tensor>& maps,
                 const AnchorField& field, const std::vector<PreparedImage>& batch,
                 std::vector<RandomSource>& randoms, const StepParts& parts, StepLosses& out) {
  const DeviceTargets targets(config, batch, maps[0].device(), randoms, parts.rpn);
  Tensor rois;
  Tensor valid;
  if (parts.rpn) {
    const RpnOutput rpn = network.rpn(maps);
    const cuda::Chosen chosen = targets.rpn(field.onDevice);
    rpnLosses(config, rpn, {deviceRows(chosen), chosen.rows}, parts, out);
    if (parts.head && parts.given == nullptr) {
      const at::NoGradGuard off;
      std::tie(rois, valid) =
          targets.proposals(field.onDevice, field.levelStart, fgProbabilities(rpn), rpn.deltas.detach());
    }
  }
  if (!parts.head) return;
  if (!rois.defined()) std::tie(rois, valid) = targets.given(givenRois(config, parts, batch));
  const cuda::Chosen chosen = targets.rois(rois, valid);
  headLosses(network, config, maps, {deviceRows(chosen), chosen.rows}, parts, out);
}

}  // namespace

StepNumbers StepNumbers::from(std::span<const double> v) {
  return {LossValues::of({v[0], v[1], v[2], v[3]}), v[4], v[5], v[6], v[7]};
}

Tensor StepLosses::numbers() const {
  return at::cat({at::stack({rpnCls, rpnBox, roiCls, roiBox}).detach(), rpnCounts, roiCounts});
}

StepLosses stepLosses(FasterRcnn& network, const RunConfig& config, const std::vector<PreparedImage>& batch,
                      const at::Device& device, uint64_t randomSeed, const StepParts& parts) {
  const Tensor images =
      parts.images.defined() ? parts.images : stackImages(batch, config, device, layoutOf(config));
  const ImageSize padded{static_cast<float>(images.size(2)), static_cast<float>(images.size(3))};
  const std::vector<Tensor> maps = parts.maps.empty() ? network.features(images) : parts.maps;
  StepLosses out;
  out.rpnCls = out.rpnBox = out.roiCls = out.roiBox = at::zeros({}, maps[0].options());
  out.rpnCounts = out.roiCounts = at::zeros({2}, maps[0].options());
  std::vector<RandomSource> randoms;
  for (size_t b = 0; b < batch.size(); ++b)
    randoms.emplace_back(derivedSeed(randomSeed, static_cast<size_t>(parts.firstImage) + b));
  AnchorFields own;
  const AnchorField& field =
      (parts.fields != nullptr ? *parts.fields : own).of(gridLevelsOf(config, maps, padded), device);
  const auto losses = targetsFitDevice(config, field.anchors.size(), device) ? lossesByGpu : lossesByCpu;
  losses(network, config, maps, field, batch, randoms, parts, out);
  return out;
}

}  // namespace anchor
