// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/cuda/cuda_ops.h"

#include <ATen/ATen.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include <algorithm>
#include <cmath>

#include "engine/ops/cuda/kernels.h"
#include "engine/ops/tensor_views.h"

namespace anchor::cuda {
namespace {

using at::Tensor;

static_assert(mostChosen == DrawRule::mostBatch && mostCandidates == DrawRule::mostCandidates);

void check(cudaError_t error) { TORCH_CHECK(error == cudaSuccess, "CUDA: ", cudaGetErrorString(error)); }

const float4* rows(const Tensor& boxes) {
  return reinterpret_cast<const float4*>(boxes.const_data_ptr<float>());
}
float4* writtenRows(const Tensor& boxes) { return reinterpret_cast<float4*>(boxes.data_ptr<float>()); }

float offsetOf(bool pixel) { return pixel ? 1.F : 0.F; }
bool isPixel(BoxConvention convention) { return convention == BoxConvention::Pixel; }

/// Torch was told to be deterministic: sums in one order, whatever it costs.
bool inOrder() { return at::globalContext().deterministicAlgorithms(); }

cudaStream_t stream() { return c10::cuda::getCurrentCUDAStream(); }

AssignRule assignRule(const AssignmentRule& rule, double border, bool pixel) {
  return {static_cast<float>(border),
          rule.positiveIou,
          rule.negativeIou,
          offsetOf(pixel),
          tieTolerance(pixel ? BoxConvention::Pixel : BoxConvention::Continuous),
          pixel,
          rule.clobberPositives,
          rule.adoptBest};
}

ImageGts pointersOf(const BatchGts& gts) {
  return {static_cast<int>(gts.boxes.size(0)),
          reinterpret_cast<const float2*>(gts.sizes.const_data_ptr<float>()),
          rows(gts.boxes),
          gts.counts.const_data_ptr<int32_t>(),
          static_cast<int>(gts.boxes.size(1)),
          gts.ignored.defined() ? rows(gts.ignored) : nullptr,
          gts.ignored.defined() ? gts.ignoredCounts.const_data_ptr<int32_t>() : nullptr,
          gts.ignored.defined() ? static_cast<int>(gts.ignored.size(1)) : 0,
          gts.ignoreShare};
}

/// Labels int8, argmax int and greatest IoU of all anchors in all images, [B,N] each.
struct Assigned {
  Tensor labels, argmax, maxIou;
};

Assigned assigned(const Tensor& anchors, const BatchGts& gts, const AssignRule& rule) {
  const ImageGts images = pointersOf(gts);
  const int64_t count = anchors.size(0);
  const auto options = anchors.options();
  Assigned out{at::empty({images.images, count}, options.dtype(at::kChar)),
               at::empty({images.images, count}, options.dtype(at::kInt)),
               at::empty({images.images, count}, options)};
  const Tensor scratch =
      at::empty({2, std::max<int64_t>(int64_t{images.images} * images.mostGts, 1)}, options.dtype(at::kInt));
  if (count > 0)
    check(anchor::cuda::assignAnchors(rows(anchors), static_cast<int>(count), images, rule,
                                      scratch.data_ptr<int>(), scratch.data_ptr<int>() + scratch.size(1),
                                      out.labels.data_ptr<int8_t>(), out.argmax.data_ptr<int32_t>(),
                                      out.maxIou.data_ptr<float>(), stream()));
  return out;
}

/// chosen int [B,batch] and counts int [B,2]
std::tuple<Tensor, Tensor> drawn(const Tensor& labels, int64_t batch, int64_t mostFg, const Tensor& draws) {
  TORCH_CHECK(batch <= mostChosen, "at most ", mostChosen, " can be drawn on a GPU, not ", batch);
  TORCH_CHECK(labels.size(1) <= mostCandidates, "at most ", mostCandidates,
              " candidates can be drawn from on a GPU, not ", labels.size(1));
  const auto options = labels.options().dtype(at::kInt);
  Tensor chosen = at::empty({labels.size(0), batch}, options);
  Tensor counts = at::empty({labels.size(0), 2}, options);
  const DrawRule rule{static_cast<int>(batch), static_cast<int>(mostFg),
                      reinterpret_cast<const uint64_t*>(draws.const_data_ptr<int64_t>())};
  check(anchor::cuda::drawLabels(labels.const_data_ptr<int8_t>(), static_cast<int>(labels.size(0)),
                                 static_cast<int>(labels.size(1)), rule, chosen.data_ptr<int32_t>(),
                                 counts.data_ptr<int32_t>(), stream()));
  return {chosen, counts};
}

RoiShape shapeOf(int64_t channels, const Tensor& rois, const Tensor& levels, const RoiOpRule& rule) {
  return {static_cast<int>(channels),
          static_cast<int>(rois.size(0)),
          static_cast<int>(rule.height),
          static_cast<int>(rule.width),
          static_cast<int>(rule.samplingRatio),
          rule.aligned,
          levels.defined() && levels.numel() > 0 ? levels.const_data_ptr<int64_t>() : nullptr};
}

/// Channels last, as the kernels read it.
Tensor laidOut(const Tensor& map) {
  constexpr auto layout = at::MemoryFormat::ChannelsLast;
  if (map.is_contiguous(layout) || !map.is_contiguous() || map.numel() == 0) return map.contiguous(layout);
  Tensor out = at::empty(map.sizes(), map.options().memory_format(layout));
  check(toChannelsLast(map.const_data_ptr<float>(), static_cast<int>(map.size(0)),
                       static_cast<int>(map.size(1)), static_cast<int>(map.size(2) * map.size(3)),
                       out.data_ptr<float>(), stream()));
  return out;
}
std::vector<Tensor> laidOut(at::TensorList maps) {
  std::vector<Tensor> out;
  for (const Tensor& map : maps) out.push_back(laidOut(map));
  return out;
}

RoiMaps mapsOf(const std::vector<Tensor>& maps, const std::vector<double>& scales, bool gradients) {
  TORCH_CHECK(maps.size() <= RoiMaps::most, "at most ", RoiMaps::most, " maps, got ", maps.size());
  RoiMaps out{};
  out.levels = static_cast<int>(maps.size());
  for (size_t i = 0; i < maps.size(); ++i) {
    if (gradients)
      out.gradients[i] = maps[i].data_ptr<float>();
    else
      out.data[i] = maps[i].const_data_ptr<float>();
    out.height[i] = static_cast<int>(maps[i].size(2));
    out.width[i] = static_cast<int>(maps[i].size(3));
    out.scale[i] = static_cast<float>(scales[i]);
  }
  return out;
}

Tensor zeroMap(at::IntArrayRef sizes, const Tensor& like) {
  return at::empty(sizes, like.options().memory_format(at::MemoryFormat::ChannelsLast)).zero_();
}

}  // namespace

bool available() { return true; }

Tensor nms(const Tensor& boxes, const Tensor& scores, const Tensor& groups, double threshold, bool pixel,
           int64_t most) {
  const c10::cuda::CUDAGuard guard(boxes.device());
  const int64_t count = boxes.size(0);
  if (count == 0) return at::empty({0}, boxes.options().dtype(at::kLong));
  // Best first, equal scores by rising index.
  const Tensor order = std::get<1>(scores.sort(/*stable=*/true, 0, /*descending=*/true));
  const Tensor sorted = boxes.index_select(0, order);
  const Tensor group = groups.defined() ? groups.index_select(0, order) : Tensor();
  const BoxSegments input{rows(sorted),
                          nullptr,
                          group.defined() ? group.const_data_ptr<int64_t>() : nullptr,
                          1,
                          {0, static_cast<int>(count)},
                          static_cast<int>(count)};
  const Tensor mask = at::empty({count, input.words()}, boxes.options().dtype(at::kLong));
  const Tensor kept = at::empty({count}, boxes.options().dtype(at::kBool));
  auto* bits = reinterpret_cast<uint64_t*>(mask.data_ptr<int64_t>());
  check(overlapMask(input, static_cast<float>(threshold), offsetOf(pixel), bits, stream()));
  check(walkMask(input, bits, static_cast<int>(most), kept.data_ptr<bool>(), stream()));
  // The caller wants a tensor of the right length: this one number has to be waited for.
  return order.masked_select(kept);
}

std::tuple<Tensor, Tensor, Tensor> assignAnchors(const Tensor& anchors, const Tensor& gtBoxes, double height,
                                                 double width, double border, double positive,
                                                 double negative, bool pixel) {
  const c10::cuda::CUDAGuard guard(anchors.device());
  const auto options = anchors.options();
  const Tensor size = at::tensor({static_cast<float>(height), static_cast<float>(width)}).view({1, 2});
  BatchGts gts;
  gts.sizes = sentTo(anchors.device(), size);
  gts.boxes = gtBoxes.contiguous().unsqueeze(0);
  gts.counts = at::full({1}, gtBoxes.size(0), options.dtype(at::kInt));
  const AssignmentRule rule{static_cast<float>(positive), static_cast<float>(negative)};
  const Assigned out = assigned(anchors.contiguous(), gts, assignRule(rule, border, pixel));
  return {out.labels[0], out.argmax[0].to(at::kLong), out.maxIou[0]};
}

std::tuple<Tensor, Tensor> decodeBatch(const Tensor& anchors, const Tensor& deltas, const Tensor& limits,
                                       BoxConvention convention) {
  const c10::cuda::CUDAGuard guard(anchors.device());
  const Tensor moves = deltas.contiguous();
  Tensor boxes = at::empty_like(moves);
  Tensor keep = at::empty({moves.size(0), moves.size(1)}, moves.options().dtype(at::kBool));
  const DecodeRule rule{offsetOf(isPixel(convention)), limits.const_data_ptr<float>()};
  if (moves.numel() > 0)
    check(anchor::cuda::decodeProposals(rows(anchors), rows(moves), static_cast<int>(moves.size(0)),
                                        static_cast<int>(moves.size(1)), rule, writtenRows(boxes),
                                        keep.data_ptr<bool>(), stream()));
  return {boxes, keep};
}

std::tuple<Tensor, Tensor> decodeProposals(const Tensor& anchors, const Tensor& deltas, double height,
                                           double width, double minSize, bool pixel) {
  const Tensor limits =
      at::tensor({static_cast<float>(height), static_cast<float>(width), static_cast<float>(minSize)});
  const auto [boxes, keep] =
      decodeBatch(anchors.contiguous(), deltas.unsqueeze(0), sentTo(anchors.device(), limits.view({1, 3})),
                  pixel ? BoxConvention::Pixel : BoxConvention::Continuous);
  return {boxes[0], keep[0]};
}

Chosen chooseAnchors(const Tensor& anchors, const BatchGts& gts, const AssignmentRule& rule,
                     const LabelBudget& budget, double border, BoxConvention convention,
                     const Tensor& draws) {
  const c10::cuda::CUDAGuard guard(anchors.device());
  const bool pixel = isPixel(convention);
  const Assigned all = assigned(anchors, gts, assignRule(rule, border, pixel));
  const auto mostFg = static_cast<int64_t>(static_cast<float>(budget.batch) * budget.fraction);
  auto [chosen, counts] = drawn(all.labels, budget.batch, mostFg, draws);
  const int64_t slots = chosen.numel();
  Chosen out{chosen, at::empty({slots}, chosen.options().dtype(at::kLong)),
             at::empty({slots, 4}, anchors.options()), counts};
  const TargetRule targets{budget.batch, static_cast<int>(anchors.size(0)), true, offsetOf(pixel), nullptr,
                           nullptr};
  check(targetsOf(rows(anchors), all.labels.const_data_ptr<int8_t>(), all.argmax.const_data_ptr<int32_t>(),
                  chosen.const_data_ptr<int32_t>(), pointersOf(gts), targets, out.labels.data_ptr<int64_t>(),
                  writtenRows(out.targets), nullptr, stream()));
  return out;
}

Chosen chooseRois(const Tensor& rois, const Tensor& valid, const BatchGts& gts, const RoiRule& rule,
                  BoxConvention convention, const Tensor& draws, const Tensor& scale) {
  const c10::cuda::CUDAGuard guard(rois.device());
  const float offset = offsetOf(isPixel(convention));
  const ImageGts images = pointersOf(gts);
  const int64_t candidates = rois.size(1) + images.mostGts;
  const Tensor boxes = at::empty({images.images, candidates, 4}, rois.options());
  const Tensor labels = at::empty({images.images, candidates}, rois.options().dtype(at::kChar));
  const Tensor argmax = at::empty({images.images, candidates}, rois.options().dtype(at::kInt));
  if (candidates > 0)
    check(labelRois(rows(rois), valid.const_data_ptr<bool>(), static_cast<int>(rois.size(1)), images,
                    {rule.fgIou, rule.bgHigh, rule.bgLow, offset}, writtenRows(boxes),
                    labels.data_ptr<int8_t>(), argmax.data_ptr<int32_t>(), stream()));
  const int64_t mostFg = std::lround(static_cast<float>(rule.batch) * rule.fraction);
  const auto [chosen, counts] = drawn(labels, rule.batch, mostFg, draws);
  const int64_t slots = chosen.numel();
  Chosen out{at::empty({slots, 5}, rois.options()), at::empty({slots}, chosen.options().dtype(at::kLong)),
             at::empty({slots, 4}, rois.options()), counts};
  const TargetRule targets{rule.batch, static_cast<int>(candidates),          false,
                           offset,     gts.classes.const_data_ptr<int32_t>(), scale.const_data_ptr<float>()};
  check(targetsOf(rows(boxes), labels.const_data_ptr<int8_t>(), argmax.const_data_ptr<int32_t>(),
                  chosen.const_data_ptr<int32_t>(), images, targets, out.labels.data_ptr<int64_t>(),
                  writtenRows(out.targets), out.rows.data_ptr<float>(), stream()));
  return out;
}

Tensor keptInSegments(const Tensor& boxes, const Tensor& valid, const std::vector<int>& starts,
                      double threshold, BoxConvention convention, int most) {
  const c10::cuda::CUDAGuard guard(boxes.device());
  const Tensor kept = at::empty({boxes.size(0)}, boxes.options().dtype(at::kBool));
  const auto segments = static_cast<int>(starts.size()) - 1;
  for (int from = 0; from < segments; from += BoxSegments::most) {
    const int base = starts[static_cast<size_t>(from)];
    BoxSegments input{rows(boxes) + base,
                      valid.const_data_ptr<bool>() + base,
                      nullptr,
                      std::min(BoxSegments::most, segments - from),
                      {},
                      0};
    for (int s = 0; s <= input.count; ++s) input.starts[s] = starts[static_cast<size_t>(from + s)] - base;
    for (int s = 0; s < input.count; ++s)
      input.longest = std::max(input.longest, input.starts[s + 1] - input.starts[s]);
    if (input.longest == 0) continue;
    const Tensor mask =
        at::empty({input.starts[input.count], input.words()}, boxes.options().dtype(at::kLong));
    auto* bits = reinterpret_cast<uint64_t*>(mask.data_ptr<int64_t>());
    check(overlapMask(input, static_cast<float>(threshold), offsetOf(isPixel(convention)), bits, stream()));
    check(walkMask(input, bits, most, kept.data_ptr<bool>() + base, stream()));
  }
  return kept;
}

Tensor roiAlignForward(at::TensorList maps, const Tensor& rois, const Tensor& levels,
                       const std::vector<double>& scales, const RoiOpRule& rule) {
  const c10::cuda::CUDAGuard guard(rois.device());
  const std::vector<Tensor> read = laidOut(maps);
  const Tensor boxes = rois.contiguous();
  const int64_t channels = read[0].size(1);
  Tensor output = at::empty({rois.size(0), channels, rule.height, rule.width}, read[0].options());
  if (output.numel() > 0)
    check(anchor::cuda::roiAlignForward(shapeOf(channels, boxes, levels, rule), mapsOf(read, scales, false),
                                        boxes.const_data_ptr<float>(), output.data_ptr<float>(), stream()));
  return output;
}

std::vector<Tensor> roiAlignBackward(const Tensor& gradOutput, const Tensor& rois, const Tensor& levels,
                                     const std::vector<std::vector<int64_t>>& sizes,
                                     const std::vector<double>& scales, const RoiOpRule& rule) {
  const c10::cuda::CUDAGuard guard(gradOutput.device());
  const Tensor grad = gradOutput.contiguous();
  const Tensor boxes = rois.contiguous();
  std::vector<Tensor> gradients;
  for (const auto& size : sizes) gradients.push_back(zeroMap(size, grad));
  if (grad.numel() == 0) return gradients;
  const RoiShape shape = shapeOf(grad.size(1), boxes, levels, rule);
  const RoiMaps maps = mapsOf(gradients, scales, true);
  const float* values = grad.const_data_ptr<float>();
  const float* where = boxes.const_data_ptr<float>();
  check(inOrder()
            ? roiAlignBackwardInOrder(shape, maps, static_cast<int>(sizes[0][0]), values, where, stream())
            : anchor::cuda::roiAlignBackward(shape, maps, values, where, stream()));
  return gradients;
}

std::tuple<Tensor, Tensor> roiPoolForward(const Tensor& features, const Tensor& rois, const RoiOpRule& rule) {
  const c10::cuda::CUDAGuard guard(features.device());
  const std::vector<Tensor> maps{laidOut(features)};
  const Tensor boxes = rois.contiguous();
  Tensor output = at::empty({rois.size(0), features.size(1), rule.height, rule.width}, features.options());
  Tensor argmax =
      at::empty({rois.size(0), rule.height, rule.width, features.size(1)}, output.options().dtype(at::kInt));
  if (output.numel() > 0)
    check(anchor::cuda::roiPoolForward(shapeOf(features.size(1), boxes, {}, rule),
                                       mapsOf(maps, {rule.scale}, false), boxes.const_data_ptr<float>(),
                                       output.data_ptr<float>(), argmax.data_ptr<int32_t>(), stream()));
  return {output, argmax};
}

Tensor roiPoolBackward(const Tensor& gradOutput, const Tensor& argmax, const Tensor& rois,
                       at::IntArrayRef featureSizes, const RoiOpRule& rule) {
  const c10::cuda::CUDAGuard guard(gradOutput.device());
  const Tensor grad = gradOutput.contiguous();
  const Tensor boxes = rois.contiguous();
  const std::vector<Tensor> gradient{zeroMap(featureSizes, grad)};
  if (grad.numel() == 0) return gradient[0];
  const RoiShape shape = shapeOf(grad.size(1), boxes, {}, rule);
  const RoiMaps maps = mapsOf(gradient, {rule.scale}, true);
  const float* values = grad.const_data_ptr<float>();
  const auto* cells = argmax.const_data_ptr<int32_t>();
  const float* where = boxes.const_data_ptr<float>();
  check(inOrder() ? roiPoolBackwardInOrder(shape, maps, static_cast<int>(featureSizes[0]), values, cells,
                                           where, stream())
                  : anchor::cuda::roiPoolBackward(shape, maps, values, cells, where, stream()));
  return gradient[0];
}

}  // namespace anchor::cuda
