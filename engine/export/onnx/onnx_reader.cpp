// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include <cstring>

#include "engine/base/atomic_file.h"
#include "engine/base/user_error.h"
#include "engine/base/wire_reader.h"
#include "engine/export/onnx/onnx_graph.h"

namespace anchor {
namespace {

at::ScalarType scalarType(uint64_t type, const std::string& place) {
  if (type == 1) return at::kFloat;
  if (type == 7) return at::kLong;
  if (type == 9) return at::kBool;
  throw UserError(place, inEnglish("holds a tensor of the unknown type " + std::to_string(type)));
}

std::pair<std::string, at::Tensor> readTensor(std::string_view bytes, const std::string& place) {
  WireReader reader(bytes, place);
  std::vector<int64_t> sides;
  at::ScalarType type = at::kFloat;
  std::string name;
  std::string_view raw;
  while (reader.next()) {
    if (reader.field() == 1) sides.push_back(static_cast<int64_t>(reader.number()));
    if (reader.field() == 2) type = scalarType(reader.number(), place);
    if (reader.field() == 8) name = reader.bytes();
    if (reader.field() == 9) raw = reader.bytes();
  }
  uint64_t count = 1;
  for (const int64_t side : sides) {
    if (side < 0 || (side > 0 && count > raw.size() / static_cast<uint64_t>(side) + 1))
      throw UserError(place, inEnglish("tensor " + name + " holds fewer numbers than its shape says"));
    count *= static_cast<uint64_t>(side);
  }
  if (count * c10::elementSize(type) != raw.size())
    throw UserError(place, inEnglish("tensor " + name + " does not hold as many numbers as its shape says"));
  at::Tensor tensor = at::empty(sides, type);
  if (!raw.empty()) std::memcpy(tensor.mutable_data_ptr(), raw.data(), raw.size());
  return {name, tensor};
}

std::pair<std::string, OnnxNode::Attribute> readAttribute(std::string_view bytes, const std::string& place) {
  WireReader reader(bytes, place);
  std::string name;
  std::vector<int64_t> list;
  OnnxNode::Attribute value = int64_t{0};
  uint64_t type = 0;
  while (reader.next()) {
    if (reader.field() == 1) name = reader.bytes();
    if (reader.field() == 2) value = reader.real();
    if (reader.field() == 3) value = static_cast<int64_t>(reader.number());
    if (reader.field() == 4) value = std::string(reader.bytes());
    if (reader.field() == 8) list.push_back(static_cast<int64_t>(reader.number()));
    if (reader.field() == 20) type = reader.number();
  }
  if (type == 7) value = list;
  return {name, value};
}

OnnxNode readNode(std::string_view bytes, const std::string& place) {
  WireReader reader(bytes, place);
  OnnxNode node;
  while (reader.next()) {
    if (reader.field() == 1) node.inputs.emplace_back(reader.bytes());
    if (reader.field() == 2) node.outputs.emplace_back(reader.bytes());
    if (reader.field() == 4) node.op = reader.bytes();
    if (reader.field() == 5) node.attributes.insert(readAttribute(reader.bytes(), place));
  }
  return node;
}

/// Only the name: who runs the graph sees the shapes of what comes.
OnnxValue readValue(std::string_view bytes, const std::string& place) {
  WireReader reader(bytes, place);
  OnnxValue value;
  while (reader.next())
    if (reader.field() == 1) value.name = reader.bytes();
  return value;
}

void readGraph(std::string_view bytes, OnnxGraph& graph, const std::string& place) {
  WireReader reader(bytes, place);
  while (reader.next()) {
    if (reader.field() == 1) graph.nodes.push_back(readNode(reader.bytes(), place));
    if (reader.field() == 5) graph.constants.insert(readTensor(reader.bytes(), place));
    if (reader.field() == 11) graph.inputs.push_back(readValue(reader.bytes(), place));
    if (reader.field() == 12) graph.outputs.push_back(readValue(reader.bytes(), place));
  }
}

void readPair(std::string_view bytes, OnnxGraph& graph, const std::string& place) {
  WireReader reader(bytes, place);
  std::string key;
  std::string value;
  while (reader.next()) {
    if (reader.field() == 1) key = reader.bytes();
    if (reader.field() == 2) value = reader.bytes();
  }
  graph.metadata[key] = value;
}

int64_t readOpset(std::string_view bytes, const std::string& place) {
  WireReader reader(bytes, place);
  int64_t version = 0;
  while (reader.next())
    if (reader.field() == 2) version = static_cast<int64_t>(reader.number());
  return version;
}

}  // namespace

OnnxGraph readOnnx(const std::filesystem::path& path) {
  const std::string bytes = readWholeFile(path);
  OnnxGraph graph;
  WireReader reader(bytes, path.string());
  while (reader.next()) {
    if (reader.field() == 7) readGraph(reader.bytes(), graph, path.string());
    if (reader.field() == 8) graph.opset = readOpset(reader.bytes(), path.string());
    if (reader.field() == 14) readPair(reader.bytes(), graph, path.string());
  }
  if (graph.nodes.empty())
    throw UserError(path.string(), inEnglish("holds no ONNX graph"),
                    inEnglish("Choose a file that this program exported"));
  return graph;
}

}  // namespace anchor
