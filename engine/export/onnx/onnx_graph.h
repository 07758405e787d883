// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <variant>
#include <vector>

namespace anchor {

/// One operator of an ONNX graph, by the standard's names.
struct OnnxNode {
  using Attribute = std::variant<int64_t, float, std::string, std::vector<int64_t>>;
  std::string op;
  std::vector<std::string> inputs;  ///< "" = left out
  std::vector<std::string> outputs;
  std::map<std::string, Attribute> attributes;
};

/// A value that enters or leaves a graph. Sides that may differ from call to call carry a name, others a
/// number.
struct OnnxValue {
  std::string name;
  at::ScalarType type = at::kFloat;  ///< kFloat or kLong
  std::vector<std::variant<int64_t, std::string>> shape;
};

/// An ONNX model: built node by node, written to a file or read from one.
struct OnnxGraph {
  int64_t opset = 13;  ///< 16 where RoIAlign shifts by half a cell
  std::vector<OnnxNode> nodes;
  std::map<std::string, at::Tensor> constants;  ///< kFloat, kLong or kBool, on the CPU
  std::vector<OnnxValue> inputs, outputs;
  std::map<std::string, std::string> metadata;

  using Attributes = std::map<std::string, OnnxNode::Attribute>;
  /// Appends a node with one output and returns the output's name.
  std::string add(const std::string& op, std::vector<std::string> inputs, Attributes attributes = {});
  /// The same with `count` outputs.
  std::vector<std::string> addMany(const std::string& op, std::vector<std::string> inputs, size_t count,
                                   Attributes attributes = {});
  std::string constant(const at::Tensor& value);
  std::string floats(const std::vector<float>& values);   ///< [n]
  std::string longs(const std::vector<int64_t>& values);  ///< [n]
  std::string number(float value);                        ///< [] (no axes)
  std::string index(int64_t value);                       ///< []
};

/// Names one value of the graph as the caller wishes and makes it an output.
void addOutput(OnnxGraph& graph, const std::string& value, const OnnxValue& as);

/// Writes the model atomically. Throws UserError, also when it would pass the 2 GB that the
/// format can hold.
void writeOnnx(const std::filesystem::path& path, const OnnxGraph& graph);

/// Throws UserError naming what is damaged or unknown.
OnnxGraph readOnnx(const std::filesystem::path& path);

}  // namespace anchor
