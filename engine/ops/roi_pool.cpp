// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/roi_checks.h"

namespace anchor {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

std::tuple<at::Tensor, at::Tensor> onCpu(const at::Tensor& features, const at::Tensor& rois,
                                         const RoiOpRule& rule, bool withArgmax) {
  const cpu::RoiShape shape = roiShape(features.sizes(), rois.size(0), rule);
  const at::Tensor input = features.contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor boxes = rois.contiguous();
  at::Tensor output = at::empty({shape.rois, shape.channels, rule.height, rule.width}, features.options());
  at::Tensor argmax;
  if (withArgmax)
    argmax =
        at::empty({shape.rois, rule.height, rule.width, shape.channels}, output.options().dtype(at::kUInt16));
  cpu::CellIndex* cells = withArgmax ? argmax.data_ptr<uint16_t>() : nullptr;
  at::parallel_for(0, shape.rois, 1, [&](int64_t first, int64_t last) {
    cpu::roiPoolForward(shape, input.const_data_ptr<float>(), boxes.const_data_ptr<float>(),
                        output.data_ptr<float>(), cells, first, last);
  });
  return {output, argmax};
}

at::Tensor gradientOnCpu(const at::Tensor& grad, const at::Tensor& argmax, const at::Tensor& given,
                         at::IntArrayRef sizes, const RoiOpRule& rule) {
  const at::Tensor rois = given.contiguous();
  const cpu::RoiShape shape = roiShape(sizes, rois.size(0), rule);
  at::Tensor input = at::empty(sizes, grad.options().memory_format(at::MemoryFormat::ChannelsLast)).zero_();
  at::parallel_for(0, shape.channels, 16, [&](int64_t first, int64_t last) {
    cpu::roiPoolBackward(shape, grad.const_data_ptr<float>(), argmax.const_data_ptr<uint16_t>(),
                         rois.const_data_ptr<float>(), input.data_ptr<float>(), first, last);
  });
  return input;
}

struct RoiPoolKernel : torch::autograd::Function<RoiPoolKernel> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& features, const at::Tensor& rois,
                            RoiOpRule rule) {
    const auto [output, argmax] = cuda::serves(features.device()) ? cuda::roiPoolForward(features, rois, rule)
                                                                  : onCpu(features, rois, rule, true);
    context->save_for_backward({rois, argmax});
    context->saved_data["sizes"] = features.sizes().vec();
    context->saved_data["bins"] = std::vector<int64_t>{rule.height, rule.width};
    context->saved_data["scale"] = rule.scale;
    return output;
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const auto sizes = context->saved_data["sizes"].toIntVector();
    const auto bins = context->saved_data["bins"].toIntVector();
    const variable_list saved = context->get_saved_variables();
    const at::Tensor grad = gradients[0].contiguous();
    const RoiOpRule rule{bins[0], bins[1], context->saved_data["scale"].toDouble()};
    return {cuda::serves(grad.device()) ? cuda::roiPoolBackward(grad, saved[1], saved[0], sizes, rule)
                                        : gradientOnCpu(grad, saved[1], saved[0], sizes, rule),
            {},
            {}};
  }
};

}  // namespace

at::Tensor roiPool(const at::Tensor& features, const at::Tensor& rois, const RoiOpRule& rule) {
  checkRoiInputs(features, rois);
  // The CPU's kernel keeps cells in 16 bits.
  const bool byCpu = !cuda::serves(features.device());
  const bool small = !byCpu || features.size(2) * features.size(3) < cpu::noCell;
  if (!kernelFits(features) || !small) return roiPoolAten(features, rois, rule);
  const bool differentiable = at::GradMode::is_enabled() && features.requires_grad();
  if (byCpu && !differentiable) return std::get<0>(onCpu(features, rois, rule, false));
  return RoiPoolKernel::apply(features, rois, rule);
}

}  // namespace anchor
