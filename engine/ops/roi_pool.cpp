#include "engine/ops/roi_checks.h"

namespace anchor {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct RoiPoolCpu : torch::autograd::Function<RoiPoolCpu> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& features, const at::Tensor& rois,
                            RoiOpRule rule) {
    const cpu::RoiShape shape = roiShape(features.sizes(), rois.size(0), rule);
    const at::Tensor input = features.contiguous();
    const at::Tensor boxes = rois.contiguous();
    at::Tensor output = at::empty({shape.rois, shape.channels, rule.height, rule.width}, features.options());
    at::Tensor argmax = at::empty(output.sizes(), features.options().dtype(at::kInt));
    at::parallel_for(0, shape.rois, 1, [&](int64_t first, int64_t last) {
      cpu::roiPoolForward(shape, input.const_data_ptr<float>(), boxes.const_data_ptr<float>(),
                          output.data_ptr<float>(), argmax.data_ptr<int32_t>(), first, last);
    });
    context->save_for_backward({boxes, argmax});
    context->saved_data["sizes"] = features.sizes().vec();
    context->saved_data["bins"] = std::vector<int64_t>{rule.height, rule.width};
    return output;
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const auto sizes = context->saved_data["sizes"].toIntVector();
    const auto bins = context->saved_data["bins"].toIntVector();
    const variable_list saved = context->get_saved_variables();
    const at::Tensor grad = gradients[0].contiguous();
    const cpu::RoiShape shape = roiShape(sizes, saved[0].size(0), RoiOpRule{bins[0], bins[1]});
    at::Tensor input = at::zeros(sizes, grad.options());
    at::parallel_for(0, shape.channels, 1, [&](int64_t first, int64_t last) {
      cpu::roiPoolBackward(shape, grad.const_data_ptr<float>(), saved[1].const_data_ptr<int32_t>(),
                           saved[0].const_data_ptr<float>(), input.data_ptr<float>(), first, last);
    });
    return {input, {}, {}};
  }
};

}  // namespace

at::Tensor roiPool(const at::Tensor& features, const at::Tensor& rois, const RoiOpRule& rule) {
  checkRoiInputs(features, rois);
  return cpuKernelFits(features) ? RoiPoolCpu::apply(features, rois, rule)
                                 : roiPoolAten(features, rois, rule);
}

}  // namespace anchor
