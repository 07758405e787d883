// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layers/feature_layers.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/ops/caffe_layers.h"
#include "engine/ops/roi_op.h"

namespace anchor {
namespace {

/// `features` [C][H][W] as [1,C,H,W].
at::Tensor readFeatures(LayerInputs& in) {
  const at::Tensor features = in.tensor("features");
  if (features.dim() != 3 || features.numel() == 0)
    throw UserError("features", inEnglish("must be [C][H][W], none of them 0"));
  return features.unsqueeze(0);
}

int64_t atLeast(LayerInputs& in, const std::string& name, int64_t least,
                std::optional<int64_t> fallback = {}) {
  const int64_t value = in.integer(name, fallback);
  if (value < least || value > 4096)
    throw UserError(name, inEnglish("must be " + std::to_string(least) + " to 4096"));
  return value;
}

Json roiLayer(LayerInputs& in, bool align) {
  const at::Tensor features = readFeatures(in);
  const Boxes boxes = in.boxes("rois");
  const auto size = in.numbers("size", std::vector<float>{7, 7});
  if (size.size() != 2 || size[0] < 1 || size[1] < 1 || size[0] != std::floor(size[0]) ||
      size[1] != std::floor(size[1]))
    throw UserError("size", inEnglish("must be [height, width], whole numbers of at least 1"));
  RoiOpRule rule{static_cast<int64_t>(size[0]), static_cast<int64_t>(size[1]), in.number("scale", 1.0F / 16)};
  if (align) {
    rule.samplingRatio = in.integer("sampling_ratio", 2);
    rule.aligned = in.flag("aligned", false);
  }
  in.finish();
  at::Tensor rois = at::zeros({static_cast<int64_t>(boxes.size()), 5});
  for (size_t r = 0; r < boxes.size(); ++r) {
    const Box& b = boxes[r];
    rois[static_cast<int64_t>(r)] = at::tensor({0.0F, b.x1, b.y1, b.x2, b.y2});
  }
  return {{"output", tensorJson(align ? roiAlign(features, rois, rule) : roiPool(features, rois, rule))}};
}

}  // namespace

Json roiPoolLayer(LayerInputs& in) { return roiLayer(in, false); }
Json roiAlignLayer(LayerInputs& in) { return roiLayer(in, true); }

Json smoothL1Layer(LayerInputs& in) {
  const at::Tensor prediction = in.tensor("prediction");
  const at::Tensor target = in.tensor("target");
  const float sigma = in.number("sigma", 1);
  in.finish();
  if (prediction.sizes() != target.sizes())
    throw UserError("target", inEnglish("must have the shape of prediction"));
  if (!(sigma > 0)) throw UserError("sigma", inEnglish("must be above 0"));
  return {{"loss", tensorJson(smoothL1(prediction, target, sigma))}};
}

Json lrnLayer(LayerInputs& in) {
  const at::Tensor features = readFeatures(in);
  LrnRule rule{atLeast(in, "size", 1), in.number("alpha"), in.number("beta"), in.number("k", 1)};
  const std::string region = in.text("region");
  in.finish();
  if (rule.size % 2 == 0) throw UserError("size", inEnglish("must be odd"));
  if (region != "across" && region != "within")
    throw UserError("region", inEnglish("must be \"across\" or \"within\""));
  rule.within = region == "within";
  return {{"output", tensorJson(lrn(features, rule)[0])}};
}

Json maxPoolLayer(LayerInputs& in) {
  const at::Tensor features = readFeatures(in);
  const PoolRule rule{atLeast(in, "kernel", 1), atLeast(in, "stride", 1), atLeast(in, "pad", 0, 0),
                      in.flag("ceil", true)};
  in.finish();
  if (rule.pad * 2 > rule.kernel) throw UserError("pad", inEnglish("must be at most half the kernel"));
  if (std::min(features.size(2), features.size(3)) + 2 * rule.pad < rule.kernel)
    throw UserError("kernel", inEnglish("is larger than the padded features"));
  return {{"output", tensorJson(maxPool(features, rule)[0])}};
}

}  // namespace anchor
