// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/roi_checks.h"

namespace anchor {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

at::Tensor onCpu(const at::Tensor& features, const at::Tensor& rois, const RoiOpRule& rule) {
  const cpu::RoiShape shape = roiShape(features.sizes(), rois.size(0), rule);
  const at::Tensor input = features.contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor boxes = rois.contiguous();
  at::Tensor output = at::empty({shape.rois, shape.channels, rule.height, rule.width}, features.options());
  at::parallel_for(0, shape.rois, 1, [&](int64_t first, int64_t last) {
    cpu::roiAlignForward(shape, input.const_data_ptr<float>(), boxes.const_data_ptr<float>(),
                         output.data_ptr<float>(), first, last);
  });
  return output;
}

at::Tensor gradientOnCpu(const at::Tensor& grad, const at::Tensor& given, at::IntArrayRef sizes,
                         const RoiOpRule& rule) {
  const at::Tensor rois = given.contiguous();
  const cpu::RoiShape shape = roiShape(sizes, rois.size(0), rule);
  at::Tensor input = at::empty(sizes, grad.options().memory_format(at::MemoryFormat::ChannelsLast)).zero_();
  at::parallel_for(0, shape.channels, 16, [&](int64_t first, int64_t last) {
    cpu::roiAlignBackward(shape, grad.const_data_ptr<float>(), rois.const_data_ptr<float>(),
                          input.data_ptr<float>(), first, last);
  });
  return input;
}

std::vector<int64_t> binsOf(const RoiOpRule& rule) {
  return {rule.height, rule.width, rule.samplingRatio, rule.aligned ? 1 : 0};
}

RoiOpRule ruleOf(const std::vector<int64_t>& bins, double scale) {
  return {bins[0], bins[1], scale, bins[2], bins[3] != 0};
}

struct RoiAlignKernel : torch::autograd::Function<RoiAlignKernel> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& features, const at::Tensor& rois,
                            RoiOpRule rule) {
    context->save_for_backward({rois});
    context->saved_data["sizes"] = features.sizes().vec();
    context->saved_data["bins"] = binsOf(rule);
    context->saved_data["scale"] = rule.scale;
    return onCpu(features, rois, rule);
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const RoiOpRule rule =
        ruleOf(context->saved_data["bins"].toIntVector(), context->saved_data["scale"].toDouble());
    const at::Tensor rois = context->get_saved_variables()[0];
    return {gradientOnCpu(gradients[0].contiguous(), rois, context->saved_data["sizes"].toIntVector(), rule),
            {},
            {}};
  }
};

/// All maps in one kernel. `levels` is empty for a single map.
struct RoiAlignOnGpu : torch::autograd::Function<RoiAlignOnGpu> {
  static at::Tensor forward(AutogradContext* context, at::TensorList maps, const at::Tensor& rois,
                            const at::Tensor& levels, const std::vector<double>& scales, RoiOpRule rule) {
    context->save_for_backward({rois, levels});
    c10::List<std::vector<int64_t>> sizes;
    for (const at::Tensor& map : maps) sizes.push_back(map.sizes().vec());
    context->saved_data["sizes"] = sizes;
    context->saved_data["bins"] = binsOf(rule);
    context->saved_data["scales"] = scales;
    return cuda::roiAlignForward(maps, rois, levels, scales, rule);
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const variable_list saved = context->get_saved_variables();
    std::vector<std::vector<int64_t>> sizes;
    for (const c10::IValue& size : context->saved_data["sizes"].toListRef())
      sizes.push_back(size.toIntVector());
    variable_list all = cuda::roiAlignBackward(gradients[0], saved[0], saved[1], sizes,
                                               context->saved_data["scales"].toDoubleVector(),
                                               ruleOf(context->saved_data["bins"].toIntVector(), 1));
    for (int other = 0; other < 4; ++other) all.emplace_back();
    return all;
  }
};

/// Map by map, in the order of the rois again.
at::Tensor mapByMap(RoiOp op, const std::vector<at::Tensor>& maps, const at::Tensor& rois,
                    const at::Tensor& levels, const std::vector<double>& scales, const RoiOpRule& rule) {
  std::vector<at::Tensor> parts;
  std::vector<at::Tensor> order;
  for (size_t level = 0; level < maps.size(); ++level) {
    order.push_back(levels.eq(static_cast<int64_t>(level)).nonzero().flatten());
    RoiOpRule own = rule;
    own.scale = scales[level];
    parts.push_back(op(maps[level], rois.index_select(0, order.back()), own));
  }
  return at::cat(parts).index_select(0, at::cat(order).argsort());
}

}  // namespace

at::Tensor roiAlign(const at::Tensor& features, const at::Tensor& rois, const RoiOpRule& rule) {
  checkRoiInputs(features, rois);
  if (!kernelFits(features)) return roiAlignAten(features, rois, rule);
  return cuda::serves(features.device())
             ? RoiAlignOnGpu::apply(at::TensorList(features), rois,
                                    at::empty({0}, rois.options().dtype(at::kLong)),
                                    std::vector<double>{rule.scale}, rule)
             : RoiAlignKernel::apply(features, rois, rule);
}

at::Tensor onPyramid(RoiOp op, const std::vector<at::Tensor>& maps, const at::Tensor& rois,
                     const at::Tensor& levels, const std::vector<double>& scales, const RoiOpRule& rule) {
  TORCH_CHECK(!maps.empty() && maps.size() == scales.size(), "one scale for each map, got ", maps.size(),
              " maps and ", scales.size(), " scales");
  TORCH_CHECK(levels.dim() == 1 && levels.size(0) == rois.size(0) && levels.scalar_type() == at::kLong,
              "levels must be long [R] like the rois, got ", levels.sizes());
  for (const at::Tensor& map : maps) checkRoiInputs(map, rois);
  return op == roiAlign && cuda::serves(maps[0].device()) && kernelFits(maps[0])
             ? RoiAlignOnGpu::apply(at::TensorList(maps), rois, levels, scales, rule)
             : mapByMap(op, maps, rois, levels, scales, rule);
}

}  // namespace anchor
