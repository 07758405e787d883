// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/onnx/onnx_graph.h"

#include <ATen/ATen.h>

#include "engine/base/atomic_file.h"
#include "engine/base/user_error.h"
#include "engine/base/wire_writer.h"

namespace anchor {
namespace {

// Field and type numbers of onnx.proto3.
enum ModelField { irVersion = 1, producer = 2, modelGraph = 7, opsetImport = 8, metadataProps = 14 };
enum GraphField { node = 1, graphName = 2, initializer = 5, graphInput = 11, graphOutput = 12 };
enum NodeField { nodeInput = 1, nodeOutput = 2, nodeName = 3, opType = 4, nodeAttribute = 5 };
enum AttributeField {
  attributeName = 1,
  oneFloat = 2,
  oneInt = 3,
  oneText = 4,
  ints = 8,
  attributeType = 20
};
enum AttributeType { typeFloat = 1, typeInt = 2, typeText = 3, typeInts = 7 };
enum TensorField { dims = 1, dataType = 2, tensorName = 8, rawData = 9 };

uint64_t onnxType(at::ScalarType type) { return type == at::kFloat ? 1 : type == at::kLong ? 7 : 9; }

WireWriter attributeMessage(const std::string& name, const OnnxNode::Attribute& value) {
  WireWriter out;
  out.text(attributeName, name);
  if (const auto* number = std::get_if<int64_t>(&value))
    out.number(oneInt, static_cast<uint64_t>(*number)).number(attributeType, typeInt);
  else if (const auto* real = std::get_if<float>(&value))
    out.real(oneFloat, *real).number(attributeType, typeFloat);
  else if (const auto* text = std::get_if<std::string>(&value))
    out.text(oneText, *text).number(attributeType, typeText);
  else {
    for (const int64_t item : std::get<std::vector<int64_t>>(value))
      out.number(ints, static_cast<uint64_t>(item));
    out.number(attributeType, typeInts);
  }
  return out;
}

WireWriter nodeMessage(const OnnxNode& from, size_t position) {
  WireWriter out;
  for (const std::string& input : from.inputs) out.text(nodeInput, input);
  for (const std::string& output : from.outputs) out.text(nodeOutput, output);
  out.text(nodeName, from.op + "_" + std::to_string(position)).text(opType, from.op);
  for (const auto& [name, value] : from.attributes) out.message(nodeAttribute, attributeMessage(name, value));
  return out;
}

WireWriter tensorMessage(const std::string& name, const at::Tensor& tensor) {
  const at::Tensor plain = tensor.contiguous();
  WireWriter out;
  for (const int64_t side : plain.sizes()) out.number(dims, static_cast<uint64_t>(side));
  out.number(dataType, onnxType(plain.scalar_type())).text(tensorName, name);
  out.text(rawData, {static_cast<const char*>(plain.const_data_ptr()), plain.nbytes()});
  return out;
}

WireWriter valueMessage(const OnnxValue& value) {
  WireWriter shape;
  for (const auto& side : value.shape) {
    WireWriter dim;
    if (const auto* fixed = std::get_if<int64_t>(&side))
      dim.number(1, static_cast<uint64_t>(*fixed));
    else
      dim.text(2, std::get<std::string>(side));
    shape.message(1, dim);
  }
  WireWriter tensor;
  tensor.number(1, onnxType(value.type)).message(2, shape);
  return WireWriter().text(1, value.name).message(2, WireWriter().message(1, tensor));
}

}  // namespace

std::vector<std::string> OnnxGraph::addMany(const std::string& op, std::vector<std::string> inputs,
                                            size_t count, Attributes attributes) {
  std::vector<std::string> outputs;
  for (size_t i = 0; i < count; ++i) {
    outputs.push_back(op + "_" + std::to_string(nodes.size()));
    if (count > 1) outputs.back().append("_").append(std::to_string(i));
  }
  nodes.push_back({op, std::move(inputs), outputs, std::move(attributes)});
  return outputs;
}

std::string OnnxGraph::add(const std::string& op, std::vector<std::string> inputs, Attributes attributes) {
  return addMany(op, std::move(inputs), 1, std::move(attributes)).front();
}

std::string OnnxGraph::constant(const at::Tensor& value) {
  std::string name = "constant_" + std::to_string(constants.size());
  constants.emplace(name, value);
  return name;
}
std::string OnnxGraph::floats(const std::vector<float>& values) { return constant(at::tensor(values)); }
std::string OnnxGraph::longs(const std::vector<int64_t>& values) {
  return constant(at::tensor(at::ArrayRef<int64_t>(values), at::kLong));
}
std::string OnnxGraph::number(float value) { return constant(at::scalar_tensor(value, at::kFloat)); }
std::string OnnxGraph::index(int64_t value) { return constant(at::scalar_tensor(value, at::kLong)); }

void addOutput(OnnxGraph& graph, const std::string& value, const OnnxValue& as) {
  graph.nodes.push_back({"Identity", {value}, {as.name}, {}});
  graph.outputs.push_back(as);
}

void writeOnnx(const std::filesystem::path& path, const OnnxGraph& graph) {
  WireWriter body;
  for (size_t i = 0; i < graph.nodes.size(); ++i) body.message(node, nodeMessage(graph.nodes[i], i));
  body.text(graphName, "detector");
  for (const auto& [name, tensor] : graph.constants) body.message(initializer, tensorMessage(name, tensor));
  for (const OnnxValue& value : graph.inputs) body.message(graphInput, valueMessage(value));
  for (const OnnxValue& value : graph.outputs) body.message(graphOutput, valueMessage(value));
  WireWriter model;
  model.number(irVersion, graph.opset >= 15 ? 8 : 7).text(producer, "Anchor Studio");
  for (const auto& [key, value] : graph.metadata)
    model.message(metadataProps, WireWriter().text(1, key).text(2, value));
  model.message(opsetImport, WireWriter().text(1, "").number(2, static_cast<uint64_t>(graph.opset)));
  model.message(modelGraph, body);
  if (model.bytes().size() >= size_t{2} << 30)
    throw UserError(path.string(), say("would exceed the limit of 2 GB for a single ONNX file"),
                    say("Choose a smaller network, or export TorchScript"));
  writeAtomically(path, model.bytes());
}

}  // namespace anchor
