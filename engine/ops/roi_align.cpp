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

struct RoiAlignKernel : torch::autograd::Function<RoiAlignKernel> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& features, const at::Tensor& rois,
                            RoiOpRule rule) {
    const at::Tensor output =
        features.is_cuda() ? cuda::roiAlignForward(features, rois, rule) : onCpu(features, rois, rule);
    context->save_for_backward({rois});
    context->saved_data["sizes"] = features.sizes().vec();
    context->saved_data["bins"] =
        std::vector<int64_t>{rule.height, rule.width, rule.samplingRatio, rule.aligned ? 1 : 0};
    context->saved_data["scale"] = rule.scale;
    return output;
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const auto sizes = context->saved_data["sizes"].toIntVector();
    const auto bins = context->saved_data["bins"].toIntVector();
    const at::Tensor rois = context->get_saved_variables()[0];
    const at::Tensor grad = gradients[0].contiguous();
    const RoiOpRule rule{bins[0], bins[1], context->saved_data["scale"].toDouble(), bins[2], bins[3] != 0};
    return {grad.is_cuda() ? cuda::roiAlignBackward(grad, rois, sizes, rule)
                           : gradientOnCpu(grad, rois, sizes, rule),
            {},
            {}};
  }
};

}  // namespace

at::Tensor roiAlign(const at::Tensor& features, const at::Tensor& rois, const RoiOpRule& rule) {
  checkRoiInputs(features, rois);
  return kernelFits(features) ? RoiAlignKernel::apply(features, rois, rule)
                              : roiAlignAten(features, rois, rule);
}

}  // namespace anchor
