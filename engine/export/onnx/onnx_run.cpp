// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/onnx/onnx_run.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <functional>

#include "engine/base/user_error.h"
#include "engine/ops/box_ops.h"
#include "engine/ops/roi_op.h"

namespace anchor {
namespace {

using at::Tensor;
using Tensors = std::vector<Tensor>;
using Longs = std::vector<int64_t>;

/// One node with its inputs; those left out are undefined.
struct Call {
  const OnnxNode& node;
  Tensors inputs;
  int64_t opset;
  [[nodiscard]] const Tensor& operator[](size_t i) const { return inputs.at(i); }
  [[nodiscard]] Tensor optional(size_t i) const { return i < inputs.size() ? inputs[i] : Tensor(); }
  template <class T>
  [[nodiscard]] T attribute(const char* name, T otherwise) const {
    const auto found = node.attributes.find(name);
    return found == node.attributes.end() ? otherwise : std::get<T>(found->second);
  }
  [[nodiscard]] int64_t axis() const { return attribute<int64_t>("axis", 0); }
};

Longs longsOf(const Tensor& tensor) {
  const Tensor plain = tensor.to(at::kLong).contiguous();
  return {plain.const_data_ptr<int64_t>(), plain.const_data_ptr<int64_t>() + plain.numel()};
}

/// Pads of a convolution or pooling, which exports write equal before and after.
Longs pads(const Call& c) {
  Longs both = c.attribute<Longs>("pads", {});
  both.resize(both.size() / 2);
  return both;
}

Tensor convolution(const Call& c) {
  return at::conv2d(c[0], c[1], c.optional(2), c.attribute<Longs>("strides", {1, 1}), pads(c),
                    c.attribute<Longs>("dilations", {1, 1}), c.attribute<int64_t>("group", 1));
}

Tensor averagePool(const Call& c) {
  const auto kernel = c.attribute<Longs>("kernel_shape", {});
  const auto stride = c.attribute<Longs>("strides", {});
  const bool counted = c.attribute<int64_t>("count_include_pad", 0) != 0;
  return kernel.size() == 3 ? at::avg_pool3d(c[0], kernel, stride, pads(c), false, counted)
                            : at::avg_pool2d(c[0], kernel, stride, pads(c), false, counted);
}

Tensor reshape(const Call& c) {
  Longs shape = longsOf(c[1]);
  for (size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == 0) shape[i] = c[0].size(static_cast<int64_t>(i));
  if (c[0].numel() > 0) return c[0].reshape(shape);
  // Of no numbers at all, torch does not guess the open side: there are none along it.
  std::ranges::replace(shape, int64_t{-1}, int64_t{0});
  return c[0].reshape(shape);
}

Tensor slice(const Call& c) {
  const Longs from = longsOf(c[1]);
  const Longs to = longsOf(c[2]);
  const Longs axes = longsOf(c[3]);
  Tensor out = c[0];
  for (size_t i = 0; i < axes.size(); ++i) out = out.slice(axes[i], from[i], to[i]);
  return out;
}

Tensor gather(const Call& c) {
  const Tensor flat = c[0].index_select(c.axis(), c[1].reshape(-1));
  return c[1].dim() == 0 ? flat.squeeze(c.axis()) : flat;
}

Tensor cast(const Call& c) { return c[0].to(c.attribute<int64_t>("to", 1) == 1 ? at::kFloat : at::kLong); }

Tensor nearest(const Call& c) {
  const Longs wanted = longsOf(c[3]);
  Tensor out = c[0];
  for (const int64_t axis : {2, 3}) {
    const int64_t from = out.size(axis);
    const int64_t to = wanted.at(static_cast<size_t>(axis));
    // floor(i * from / to) in whole numbers
    out = out.index_select(axis, at::arange(to, at::kLong).mul(from).floor_divide(to));
  }
  return out;
}

Tensor normalised(const Call& c) {
  const double epsilon = c.attribute<float>("epsilon", 1e-5F);
  if (c.node.op == "BatchNormalization")
    return at::batch_norm(c[0], c[1], c[2], c[3], c[4], false, 0, epsilon, false);
  return at::instance_norm(c[0], c[1], c[2], {}, {}, true, 0, epsilon, false);
}

Tensors topK(const Call& c) {
  const Tensor order = at::argsort(c[0], /*stable=*/true, c.axis(), /*descending=*/true)
                           .slice(c.axis(), 0, c[1].item<int64_t>());
  return {c[0].gather(c.axis(), order), order};
}

/// boxes [N,B,4], scores [N,C,B] → rows (image, class, box) [K,3].
Tensor suppression(const Call& c) {
  const auto most = c[2].item<int64_t>();
  const auto iou = c[3].item<float>();
  const auto least = c[4].item<float>();
  Tensors rows{at::zeros({0, 3}, at::kLong)};
  for (int64_t image = 0; image < c[1].size(0); ++image) {
    for (int64_t label = 0; label < c[1].size(1); ++label) {
      const Tensor scores = c[1][image][label];
      const Tensor above = (scores > least).nonzero().flatten();
      const Tensor kept =
          above.index_select(0, nms(c[0][image].index_select(0, above).contiguous(),
                                    scores.index_select(0, above).contiguous(), iou, false, most));
      rows.push_back(at::stack({at::full_like(kept, image), at::full_like(kept, label), kept}, 1));
    }
  }
  return at::cat(rows);
}

Tensor aligned(const Call& c) {
  const bool shifted = c.opset >= 16 && c.attribute<std::string>("coordinate_transformation_mode",
                                                                 "half_pixel") == "half_pixel";
  const Tensor rois = at::cat({c[2].to(at::kFloat).unsqueeze(1), c[1]}, 1);
  return roiAlign(
      c[0], rois,
      {c.attribute<int64_t>("output_height", 1), c.attribute<int64_t>("output_width", 1),
       c.attribute<float>("spatial_scale", 1), c.attribute<int64_t>("sampling_ratio", 0), shifted});
}

using Rule = std::function<Tensors(const Call&)>;

Rule one(Tensor (*rule)(const Call&)) {
  return [rule](const Call& c) { return Tensors{rule(c)}; };
}

std::map<std::string, Rule> arithmeticRules() {
  return {
      {"Add", one([](const Call& c) { return c[0] + c[1]; })},
      {"Sub", one([](const Call& c) { return c[0] - c[1]; })},
      {"Mul", one([](const Call& c) { return c[0] * c[1]; })},
      {"Div", one([](const Call& c) { return c[0] / c[1]; })},
      {"Pow", one([](const Call& c) { return c[0].pow(c[1]); })},
      {"Exp", one([](const Call& c) { return c[0].exp(); })},
      {"Log", one([](const Call& c) { return c[0].log(); })},
      {"Sqrt", one([](const Call& c) { return c[0].sqrt(); })},
      {"Floor", one([](const Call& c) { return c[0].floor(); })},
      {"Softmax", one([](const Call& c) { return c[0].softmax(c.attribute<int64_t>("axis", -1)); })},
      {"Min", one([](const Call& c) { return at::minimum(c[0], c[1]); })},
      {"Max", one([](const Call& c) { return at::maximum(c[0], c[1]); })},
      {"Less", one([](const Call& c) { return c[0] < c[1]; })},
      {"Equal", one([](const Call& c) { return c[0] == c[1]; })},
      {"And", one([](const Call& c) { return c[0].logical_and(c[1]); })},
      {"Not", one([](const Call& c) { return c[0].logical_not(); })},
      {"Where", one([](const Call& c) { return at::where(c[0], c[1], c[2]); })},
  };
}

std::map<std::string, Rule> shapeRules() {
  return {
      {"Identity", one([](const Call& c) { return c[0]; })},
      {"Shape",
       one([](const Call& c) { return at::tensor(at::ArrayRef<int64_t>(c[0].sizes()), at::kLong); })},
      {"Reshape", one(reshape)},
      {"Flatten", one([](const Call& c) { return c[0].flatten(c.attribute<int64_t>("axis", 1)); })},
      {"Unsqueeze", one([](const Call& c) { return c[0].unsqueeze(c[1].item<int64_t>()); })},
      {"Squeeze", one([](const Call& c) { return c[0].squeeze(c[1].item<int64_t>()); })},
      {"Transpose", one([](const Call& c) { return c[0].permute(c.attribute<Longs>("perm", {})); })},
      {"Concat", one([](const Call& c) { return at::cat(c.inputs, c.axis()); })},
      {"Slice", one(slice)},
      {"Gather", one(gather)},
      {"Cast", one(cast)},
      {"Range",
       one([](const Call& c) { return at::arange(c[0].item(), c[1].item(), c[2].item(), at::kLong); })},
  };
}

std::map<std::string, Rule> layerRules() {
  return {
      {"Conv", one(convolution)},
      {"Gemm", one([](const Call& c) { return at::linear(c[0], c[1], c[2]); })},
      {"Relu", one([](const Call& c) { return c[0].relu(); })},
      {"Clip", one([](const Call& c) { return at::clamp(c[0], c[1].item(), c[2].item()); })},
      {"BatchNormalization", one(normalised)},
      {"InstanceNormalization", one(normalised)},
      {"MaxPool", one([](const Call& c) {
         return at::max_pool2d(c[0], c.attribute<Longs>("kernel_shape", {}),
                               c.attribute<Longs>("strides", {}), pads(c), {1, 1},
                               c.attribute<int64_t>("ceil_mode", 0) != 0);
       })},
      {"AveragePool", one(averagePool)},
      {"GlobalAveragePool", one([](const Call& c) {
         return c[0].mean({2, 3}, true);
       })},
      {"Resize", one(nearest)},
      {"TopK", topK},
      {"NonMaxSuppression", one(suppression)},
      {"RoiAlign", one(aligned)},
  };
}

const std::map<std::string, Rule>& rules() {
  static const std::map<std::string, Rule> all = [] {
    auto joined = arithmeticRules();
    joined.merge(shapeRules());
    joined.merge(layerRules());
    return joined;
  }();
  return all;
}

}  // namespace

std::map<std::string, Tensor> runOnnx(const OnnxGraph& graph, const std::map<std::string, Tensor>& inputs) {
  const at::NoGradGuard off;
  std::map<std::string, Tensor> values = graph.constants;
  for (const auto& [name, value] : inputs) values[name] = value;
  // A value is let go after its last reader: maps of large images are many.
  std::map<std::string, size_t> lastReader;
  for (size_t i = 0; i < graph.nodes.size(); ++i)
    for (const std::string& name : graph.nodes[i].inputs) lastReader[name] = i;
  for (const OnnxValue& output : graph.outputs) lastReader.erase(output.name);
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const OnnxNode& node = graph.nodes[i];
    const auto rule = rules().find(node.op);
    if (rule == rules().end())
      throw UserError("ONNX operator " + node.op, inEnglish("is not known to this program"));
    Call call{node, {}, graph.opset};
    for (const std::string& name : node.inputs) {
      if (!name.empty() && !values.contains(name)) throw UserError("ONNX value " + name, say("is missing"));
      call.inputs.push_back(name.empty() ? Tensor() : values.at(name));
    }
    Tensors out = rule->second(call);
    for (size_t k = 0; k < node.outputs.size(); ++k) values[node.outputs[k]] = out.at(k);
    for (const std::string& name : node.inputs)
      if (const auto last = lastReader.find(name); last != lastReader.end() && last->second == i)
        values.erase(name);
  }
  std::map<std::string, Tensor> outputs;
  for (const OnnxValue& output : graph.outputs) outputs[output.name] = values.at(output.name);
  return outputs;
}

}  // namespace anchor
