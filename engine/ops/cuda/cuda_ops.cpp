#include "engine/ops/cuda/cuda_ops.h"

#include <ATen/ATen.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include "engine/ops/cuda/kernels.h"

namespace anchor::cuda {
namespace {

using at::Tensor;

void check(cudaError_t error) { TORCH_CHECK(error == cudaSuccess, "CUDA: ", cudaGetErrorString(error)); }

const float4* rows(const Tensor& boxes) {
  return reinterpret_cast<const float4*>(boxes.const_data_ptr<float>());
}

float offsetOf(bool pixel) { return pixel ? 1.F : 0.F; }

RoiShape shapeOf(at::IntArrayRef features, int64_t rois, const RoiOpRule& rule) {
  return {static_cast<int>(features[1]),  static_cast<int>(features[2]),        static_cast<int>(features[3]),
          static_cast<int>(rois),         static_cast<int>(rule.height),        static_cast<int>(rule.width),
          static_cast<float>(rule.scale), static_cast<int>(rule.samplingRatio), rule.aligned};
}

cudaStream_t stream() { return c10::cuda::getCurrentCUDAStream(); }

}  // namespace

bool available() { return true; }

Tensor nms(const Tensor& boxes, const Tensor& scores, const Tensor& groups, double threshold, bool pixel,
           int64_t most) {
  const c10::cuda::CUDAGuard guard(boxes.device());
  const int64_t count = boxes.size(0);
  if (count == 0) return at::empty({0}, boxes.options().dtype(at::kLong));
  // Best first, equal scores by rising index; with groups, group by group.
  Tensor order = std::get<1>(scores.sort(/*stable=*/true, 0, /*descending=*/true));
  Tensor group;
  if (groups.defined()) {
    order = order.index_select(0, std::get<1>(groups.index_select(0, order).sort(/*stable=*/true, 0, false)));
    group = groups.index_select(0, order).contiguous();
  }
  const Tensor sorted = boxes.index_select(0, order).contiguous();
  const int64_t words = (count + 63) / 64;
  const auto longs = boxes.options().dtype(at::kLong);
  Tensor mask = at::empty({count, words}, longs);
  Tensor removed = at::empty({words}, longs);
  Tensor kept = at::empty({count}, longs);
  Tensor keptCount = at::empty({1}, boxes.options().dtype(at::kInt));
  const SortedBoxes input{rows(sorted), group.defined() ? group.const_data_ptr<int64_t>() : nullptr,
                          static_cast<int>(count)};
  auto* bits = reinterpret_cast<uint64_t*>(mask.data_ptr<int64_t>());
  check(overlapMask(input, static_cast<float>(threshold), offsetOf(pixel), bits, stream()));
  check(walkMask(input, bits, static_cast<int>(most),
                 reinterpret_cast<uint64_t*>(removed.data_ptr<int64_t>()), kept.data_ptr<int64_t>(),
                 keptCount.data_ptr<int>(), stream()));
  // The caller wants a tensor of the right length: this one number has to be waited for.
  Tensor result = order.index_select(0, kept.narrow(0, 0, keptCount.item<int>()));
  if (!groups.defined()) return result;
  // By rising index first, so that equal scores come in that order.
  const Tensor rising = std::get<0>(result.sort());
  result = rising.index_select(0, std::get<1>(scores.index_select(0, rising).sort(/*stable=*/true, 0, true)));
  return most >= 0 && result.size(0) > most ? result.narrow(0, 0, most) : result;
}

std::tuple<Tensor, Tensor, Tensor> assignAnchors(const Tensor& anchors, const Tensor& gtBoxes, double height,
                                                 double width, double border, double positive,
                                                 double negative, bool pixel) {
  const c10::cuda::CUDAGuard guard(anchors.device());
  const Tensor plain = anchors.contiguous();
  const Tensor gts = gtBoxes.contiguous();
  const auto count = static_cast<int>(plain.size(0));
  const auto gtCount = static_cast<int>(gts.size(0));
  const auto options = plain.options();
  Tensor labels = at::empty({count}, options.dtype(at::kChar));
  Tensor argmax = at::empty({count}, options.dtype(at::kLong));
  Tensor maxIou = at::empty({count}, options);
  Tensor gtBest = at::empty({std::max(gtCount, 1)}, options.dtype(at::kInt));
  const AssignRule rule{static_cast<float>(height),   static_cast<float>(width),
                        static_cast<float>(border),   static_cast<float>(positive),
                        static_cast<float>(negative), offsetOf(pixel),
                        pixel ? 0.F : 2e-6F,          pixel};
  if (count > 0)
    check(anchor::cuda::assignAnchors(rows(plain), count, rows(gts), gtCount, rule, gtBest.data_ptr<int>(),
                                      labels.data_ptr<int8_t>(), argmax.data_ptr<int64_t>(),
                                      maxIou.data_ptr<float>(), stream()));
  return {labels, argmax, maxIou};
}

std::tuple<Tensor, Tensor> decodeProposals(const Tensor& anchors, const Tensor& deltas, double height,
                                           double width, double minSize, bool pixel) {
  const c10::cuda::CUDAGuard guard(anchors.device());
  const Tensor plain = anchors.contiguous();
  const Tensor moves = deltas.contiguous();
  Tensor boxes = at::empty_like(plain);
  Tensor keep = at::empty({plain.size(0)}, plain.options().dtype(at::kBool));
  const DecodeRule rule{static_cast<float>(height), static_cast<float>(width), static_cast<float>(minSize),
                        offsetOf(pixel)};
  if (plain.size(0) > 0)
    check(anchor::cuda::decodeProposals(rows(plain), rows(moves), static_cast<int>(plain.size(0)), rule,
                                        reinterpret_cast<float4*>(boxes.data_ptr<float>()),
                                        keep.data_ptr<bool>(), stream()));
  return {boxes, keep};
}

Tensor roiAlignForward(const Tensor& features, const Tensor& rois, const RoiOpRule& rule) {
  const c10::cuda::CUDAGuard guard(features.device());
  const Tensor maps = features.contiguous();
  const Tensor boxes = rois.contiguous();
  Tensor output = at::empty({rois.size(0), features.size(1), rule.height, rule.width}, features.options());
  if (output.numel() > 0)
    check(anchor::cuda::roiAlignForward(shapeOf(features.sizes(), rois.size(0), rule),
                                        maps.const_data_ptr<float>(), boxes.const_data_ptr<float>(),
                                        output.data_ptr<float>(), stream()));
  return output;
}

Tensor roiAlignBackward(const Tensor& gradOutput, const Tensor& rois, at::IntArrayRef featureSizes,
                        const RoiOpRule& rule) {
  const c10::cuda::CUDAGuard guard(gradOutput.device());
  const Tensor grad = gradOutput.contiguous();
  const Tensor boxes = rois.contiguous();
  Tensor gradFeatures = at::zeros(featureSizes, grad.options());
  if (grad.numel() > 0)
    check(anchor::cuda::roiAlignBackward(shapeOf(featureSizes, rois.size(0), rule),
                                         grad.const_data_ptr<float>(), boxes.const_data_ptr<float>(),
                                         gradFeatures.data_ptr<float>(), stream()));
  return gradFeatures;
}

std::tuple<Tensor, Tensor> roiPoolForward(const Tensor& features, const Tensor& rois, const RoiOpRule& rule) {
  const c10::cuda::CUDAGuard guard(features.device());
  const Tensor maps = features.contiguous();
  const Tensor boxes = rois.contiguous();
  Tensor output = at::empty({rois.size(0), features.size(1), rule.height, rule.width}, features.options());
  Tensor argmax = at::empty(output.sizes(), output.options().dtype(at::kInt));
  if (output.numel() > 0)
    check(anchor::cuda::roiPoolForward(shapeOf(features.sizes(), rois.size(0), rule),
                                       maps.const_data_ptr<float>(), boxes.const_data_ptr<float>(),
                                       output.data_ptr<float>(), argmax.data_ptr<int32_t>(), stream()));
  return {output, argmax};
}

Tensor roiPoolBackward(const Tensor& gradOutput, const Tensor& argmax, const Tensor& rois,
                       at::IntArrayRef featureSizes, const RoiOpRule& rule) {
  const c10::cuda::CUDAGuard guard(gradOutput.device());
  const Tensor grad = gradOutput.contiguous();
  const Tensor boxes = rois.contiguous();
  Tensor gradFeatures = at::zeros(featureSizes, grad.options());
  if (grad.numel() > 0)
    check(anchor::cuda::roiPoolBackward(shapeOf(featureSizes, rois.size(0), rule),
                                        grad.const_data_ptr<float>(), argmax.const_data_ptr<int32_t>(),
                                        boxes.const_data_ptr<float>(), gradFeatures.data_ptr<float>(),
                                        stream()));
  return gradFeatures;
}

}  // namespace anchor::cuda
