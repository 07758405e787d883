// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/onnx/onnx_layers.h"

#include <ATen/ATen.h>
#include <torch/csrc/jit/ir/constants.h>

namespace anchor {
namespace {

namespace jit = torch::jit;
using Names = std::vector<std::string>;
using Longs = std::vector<int64_t>;

/// Translates the nodes of one graph in their order.
class Translation {
 public:
  Translation(OnnxGraph& out, const jit::Module& module) : m_out(out), m_module(module) {}
  Names run(const jit::Graph& graph, const Names& inputs) {
    for (size_t i = 0; i < inputs.size(); ++i) m_names[graph.inputs()[i + 1]] = inputs[i];
    m_objects[graph.inputs()[0]] = m_module._ivalue();
    for (const jit::Node* node : graph.nodes()) translate(*node);
    return flat(graph.outputs()[0]);
  }

 private:
  using Rule = std::string (Translation::*)(const jit::Node&);
  void translate(const jit::Node& node);
  void attribute(const jit::Node& node);

  /// The name of a tensor; weights become constants when first asked for.
  std::string tensor(const jit::Value* value) {
    if (const auto name = m_names.find(value); name != m_names.end()) return name->second;
    return m_names[value] = m_out.constant(m_values.at(value).toTensor().detach().contiguous());
  }
  std::string input(const jit::Node& node, size_t i) { return tensor(node.input(i)); }
  c10::IValue value(const jit::Node& node, size_t i) { return jit::toIValue(node.input(i)).value(); }
  at::Tensor weight(const jit::Node& node, size_t i) { return m_values.at(node.input(i)).toTensor(); }
  [[nodiscard]] bool isTensor(const jit::Node& node, size_t i) const {
    return node.input(i)->type()->isSubtypeOf(*c10::TensorType::get()) && !jit::toIValue(node.input(i));
  }
  /// A list of whole numbers written in the graph; one number stands for all axes.
  Longs longs(const jit::Node& node, size_t i, size_t axes = 2);
  Names flat(const jit::Value* value);
  /// A number or tensor as an operand.
  std::string operand(const jit::Node& node, size_t i) {
    if (isTensor(node, i)) return input(node, i);
    return m_out.number(static_cast<float>(value(node, i).toScalar().toDouble()));
  }

  std::string convolution(const jit::Node& node);
  std::string batchNorm(const jit::Node& node);
  std::string groupNorm(const jit::Node& node);
  std::string maxPool(const jit::Node& node);
  std::string averagePool(const jit::Node& node);
  std::string channelPool(const jit::Node& node);
  std::string relu(const jit::Node& node) { return m_out.add("Relu", {input(node, 0)}); }
  std::string clamp(const jit::Node& node) {
    return m_out.add("Clip", {input(node, 0), operand(node, 1), operand(node, 2)});
  }
  /// Written out: OpenCV takes any product with a HardSigmoid for a HardSwish.
  std::string hardSigmoid(const jit::Node& node) {
    const std::string raised = m_out.add("Add", {input(node, 0), m_out.number(3)});
    const std::string cut = m_out.add("Clip", {raised, m_out.number(0), m_out.number(6)});
    return m_out.add("Mul", {cut, m_out.number(1.0F / 6)});
  }
  std::string hardSwish(const jit::Node& node) {
    return m_out.add("Mul", {input(node, 0), hardSigmoid(node)});
  }
  std::string globalPool(const jit::Node& node) { return m_out.add("GlobalAveragePool", {input(node, 0)}); }
  std::string meanOfCells(const jit::Node& node) {
    return m_out.add("Flatten", {globalPool(node)}, {{"axis", int64_t{1}}});
  }
  std::string add(const jit::Node& node) { return m_out.add("Add", {operand(node, 0), operand(node, 1)}); }
  std::string mul(const jit::Node& node) { return m_out.add("Mul", {operand(node, 0), operand(node, 1)}); }
  std::string pow(const jit::Node& node) { return m_out.add("Pow", {operand(node, 0), operand(node, 1)}); }
  std::string joined(const jit::Node& node) {
    return m_out.add("Concat", flat(node.input(0)), {{"axis", value(node, 1).toInt()}});
  }
  std::string flatten(const jit::Node& node) {
    return m_out.add("Flatten", {input(node, 0)}, {{"axis", value(node, 1).toInt()}});
  }
  /// addmm(bias, x, t(weight)); Gemm turns the weight itself.
  std::string linear(const jit::Node& node) {
    const jit::Value* weight = node.input(2)->node()->input(0);
    return m_out.add("Gemm", {input(node, 1), tensor(weight), input(node, 0)}, {{"transB", int64_t{1}}});
  }
  std::string nearest(const jit::Node& node);
  std::string unsqueezed(const jit::Node& node) {
    return m_out.add("Unsqueeze", {input(node, 0), m_out.longs({value(node, 1).toInt()})});
  }
  std::string squeezed(const jit::Node& node) {
    return m_out.add("Squeeze", {input(node, 0), m_out.longs({value(node, 1).toInt()})});
  }

  OnnxGraph& m_out;
  const jit::Module& m_module;
  std::map<const jit::Value*, std::string> m_names;
  std::map<const jit::Value*, c10::IValue> m_values;  ///< weights
  std::map<const jit::Value*, c10::intrusive_ptr<c10::ivalue::Object>> m_objects;
};

Longs Translation::longs(const jit::Node& node, size_t i, size_t axes) {
  const jit::Node* list = node.input(i)->node();
  Longs out;
  if (list->kind() == c10::prim::ListConstruct) {
    for (const jit::Value* item : list->inputs()) out.push_back(jit::toIValue(item).value().toInt());
  } else {
    out = value(node, i).toIntVector();
  }
  if (out.size() == 1) out.resize(axes, out[0]);
  return out;
}

Names Translation::flat(const jit::Value* value) {
  const jit::Node* node = value->node();
  if (node->kind() != c10::prim::TupleConstruct && node->kind() != c10::prim::ListConstruct)
    return {tensor(value)};
  Names all;
  for (const jit::Value* item : node->inputs())
    for (const std::string& name : flat(item)) all.push_back(name);
  return all;
}

/// The same amount before and after, in ONNX's order: all beginnings, then all ends.
Longs twice(Longs pads) {
  const Longs once = pads;
  pads.insert(pads.end(), once.begin(), once.end());
  return pads;
}

Longs sides(const at::Tensor& weight) { return {weight.sizes().begin() + 2, weight.sizes().end()}; }

std::string Translation::convolution(const jit::Node& node) {
  // conv2d(x, weight, bias, stride, padding, dilation, groups); _convolution has transposed, output_padding
  // before the groups.
  const size_t groups = node.kind() == at::aten::conv2d ? 6 : 8;
  Names inputs{input(node, 0), input(node, 1)};
  if (m_values.contains(node.input(2))) inputs.push_back(input(node, 2));
  return m_out.add("Conv", inputs,
                   {{"kernel_shape", sides(weight(node, 1))},
                    {"strides", longs(node, 3)},
                    {"pads", twice(longs(node, 4))},
                    {"dilations", longs(node, 5)},
                    {"group", value(node, groups).toInt()}});
}

std::string Translation::batchNorm(const jit::Node& node) {
  return m_out.add("BatchNormalization",
                   {input(node, 0), input(node, 1), input(node, 2), input(node, 3), input(node, 4)},
                   {{"epsilon", static_cast<float>(value(node, 7).toDouble())}});
}

std::string Translation::groupNorm(const jit::Node& node) {
  // The groups become the channels of an instance normalisation; the affine part comes after.
  const int64_t groups = value(node, 1).toInt();
  const int64_t channels = weight(node, 2).numel();
  const std::string grouped = m_out.add("Reshape", {input(node, 0), m_out.longs({0, groups, -1})});
  const std::string normal = m_out.add(
      "InstanceNormalization", {grouped, m_out.constant(at::ones(groups)), m_out.constant(at::zeros(groups))},
      {{"epsilon", static_cast<float>(value(node, 4).toDouble())}});
  const std::string back = m_out.add("Reshape", {normal, m_out.add("Shape", {input(node, 0)})});
  const auto wide = [&](size_t i) {
    return m_out.constant(weight(node, i).detach().view({1, channels, 1, 1}));
  };
  return m_out.add("Add", {m_out.add("Mul", {back, wide(2)}), wide(3)});
}

std::string Translation::maxPool(const jit::Node& node) {
  const Longs kernel = longs(node, 1);
  const Longs stride = longs(node, 2);
  return m_out.add("MaxPool", {input(node, 0)},
                   {{"kernel_shape", kernel},
                    {"strides", stride.empty() ? kernel : stride},
                    {"pads", twice(longs(node, 3))},
                    {"ceil_mode", int64_t{value(node, 5).toBool()}}});
}

std::string Translation::averagePool(const jit::Node& node) {
  return m_out.add("AveragePool", {input(node, 0)},
                   {{"kernel_shape", longs(node, 1)},
                    {"strides", longs(node, 2)},
                    {"pads", twice(longs(node, 3))},
                    {"count_include_pad", int64_t{value(node, 5).toBool()}}});
}

/// A mean over neighbouring channels (of the normalisation in VGG_CNN_M): three axes, of which cells have
/// one.
std::string Translation::channelPool(const jit::Node& node) {
  return m_out.add("AveragePool", {input(node, 0)},
                   {{"kernel_shape", longs(node, 1, 3)},
                    {"strides", longs(node, 2, 3)},
                    {"pads", twice(longs(node, 3, 3))},
                    {"count_include_pad", int64_t{value(node, 5).toBool()}}});
}

std::string Translation::nearest(const jit::Node& node) {
  // The sides are those of the map that size() asks, see traced_network.cpp.
  const jit::Value* lateral = node.input(1)->node()->input(0)->node()->input(0);
  const auto part = [&](const std::string& of, int64_t from) {
    return m_out.add(
        "Slice", {m_out.add("Shape", {of}), m_out.longs({from}), m_out.longs({from + 2}), m_out.longs({0})});
  };
  const std::string wanted =
      m_out.add("Concat", {part(input(node, 0), 0), part(tensor(lateral), 2)}, {{"axis", int64_t{0}}});
  return m_out.add("Resize", {input(node, 0), "", "", wanted},
                   {{"mode", std::string("nearest")},
                    {"coordinate_transformation_mode", std::string("asymmetric")},
                    {"nearest_mode", std::string("floor")}});
}

void Translation::attribute(const jit::Node& node) {
  const c10::IValue found = m_objects.at(node.input(0))->getAttr(node.s(c10::attr::name));
  if (found.isObject())
    m_objects[node.output()] = found.toObject();
  else
    m_values[node.output()] = found;
}

void Translation::translate(const jit::Node& node) {
  static const std::map<c10::Symbol, Rule> rules{{at::aten::conv2d, &Translation::convolution},
                                                 {at::aten::_convolution, &Translation::convolution},
                                                 {at::aten::batch_norm, &Translation::batchNorm},
                                                 {at::aten::group_norm, &Translation::groupNorm},
                                                 {at::aten::max_pool2d, &Translation::maxPool},
                                                 {at::aten::avg_pool2d, &Translation::averagePool},
                                                 {at::aten::avg_pool3d, &Translation::channelPool},
                                                 {at::aten::relu, &Translation::relu},
                                                 {at::aten::clamp, &Translation::clamp},
                                                 {at::aten::hardsigmoid, &Translation::hardSigmoid},
                                                 {at::aten::hardswish, &Translation::hardSwish},
                                                 {at::aten::adaptive_avg_pool2d, &Translation::globalPool},
                                                 {at::aten::mean, &Translation::meanOfCells},
                                                 {at::aten::add, &Translation::add},
                                                 {at::aten::mul, &Translation::mul},
                                                 {at::aten::pow, &Translation::pow},
                                                 {at::aten::cat, &Translation::joined},
                                                 {at::aten::flatten, &Translation::flatten},
                                                 {at::aten::addmm, &Translation::linear},
                                                 {at::aten::upsample_nearest2d, &Translation::nearest},
                                                 {at::aten::unsqueeze, &Translation::unsqueezed},
                                                 {at::aten::squeeze, &Translation::squeezed}};
  const auto kind = node.kind();
  if (kind == c10::prim::GetAttr) return attribute(node);
  // Numbers, lists and turned weights are read where they are used.
  if (kind == c10::prim::Constant || kind == c10::prim::ListConstruct || kind == c10::prim::TupleConstruct ||
      kind == at::aten::size || kind == at::aten::t)
    return;
  const auto rule = rules.find(kind);
  TORCH_CHECK(rule != rules.end(), "no ONNX translation of ", kind.toQualString());
  m_names[node.output()] = (this->*rule->second)(node);
}

}  // namespace

std::vector<std::string> addLayers(OnnxGraph& graph, const jit::Module& module, const std::string& method,
                                   const std::vector<std::string>& inputs) {
  const auto function = module.get_method(method);
  return Translation(graph, module).run(*function.graph(), inputs);
}

}  // namespace anchor
