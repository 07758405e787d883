// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/traced_network.h"

#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/csrc/jit/passes/dead_code_elimination.h>
#include <torch/csrc/jit/passes/inliner.h>

#include "engine/networks/weights/load_weights.h"

namespace anchor {
namespace {

namespace jit = torch::jit;
using GraphPtr = std::shared_ptr<jit::Graph>;
using Traced = std::function<jit::Stack(jit::Stack)>;

/// Puts `tensor` at its dotted name, making the modules on the way.
void place(jit::Module parent, const std::string& name, const at::Tensor& tensor, bool trained) {
  const size_t dot = name.find('.');
  if (dot == std::string::npos) {
    parent.register_parameter(name, tensor, !trained);
    return;
  }
  const std::string first = name.substr(0, dot);
  if (!parent.hasattr(first))
    parent.register_module(first,
                           jit::Module("__torch__.anchor.Part", parent._ivalue()->compilation_unit(), true));
  place(parent.attr(first).toModule(), name.substr(dot + 1), tensor, trained);
}

/// In C++ sizes are plain numbers, so the recording holds those of the example image. Only the pyramid's
/// upsampling asks for one: that of the map its result is added to, which the graph can ask for itself.
void askForSizes(jit::Graph& graph) {
  for (jit::Node* node : graph.nodes()) {
    if (node->kind() != at::aten::upsample_nearest2d) continue;
    TORCH_INTERNAL_ASSERT(node->output()->uses().size() == 1);
    jit::Node* add = node->output()->uses()[0].user;
    TORCH_INTERNAL_ASSERT(add->kind() == at::aten::add);
    jit::Value* lateral = add->input(0) == node->output() ? add->input(1) : add->input(0);
    const jit::WithInsertPoint here(node);
    std::vector<jit::Value*> sides;
    for (const int64_t axis : {2, 3}) sides.push_back(graph.insert(at::aten::size, {lateral, axis}));
    jit::Node* list = graph.insertNode(graph.createList(c10::IntType::get(), sides));
    node->replaceInput(1, list->output());
  }
}

bool changesNothing(const jit::Node& node) {
  // In evaluation, in float and on one device: to() finds its type given, dropout is off.
  return node.kind() == at::aten::to || node.kind() == at::aten::dropout ||
         node.kind() == at::aten::contiguous;
}

void dropIdentities(jit::Graph& graph) {
  for (jit::Node* node : graph.nodes())
    if (changesNothing(*node)) node->output()->replaceAllUsesWith(node->input(0));
  jit::EliminateDeadCode(graph.block());
}

void addMethod(jit::Module& module, const std::string& name, const at::Tensor& example,
               const Traced& function) {
  const auto recorded = jit::tracer::trace(
      {example}, function, [](const at::Tensor&) { return std::string(); }, false, true, &module);
  const GraphPtr graph = recorded.first->graph;
  jit::Inline(*graph);
  askForSizes(*graph);
  dropIdentities(*graph);
  // Types of the example (its sizes) would be taken for a promise.
  for (jit::Node* node : graph->nodes())
    for (jit::Value* output : node->outputs())
      if (output->type()->isSubtypeOf(*c10::TensorType::get())) output->setType(c10::TensorType::get());
  graph->inputs()[1]->setType(c10::TensorType::get());
  jit::Function* method = module._ivalue()->compilation_unit()->create_function(
      c10::QualifiedName(*module.type()->name(), name), graph);
  module.type()->addMethod(method);
}

}  // namespace

jit::Module traceNetwork(FasterRcnn& network, const RunConfig& config) {
  const at::NoGradGuard off;
  network.eval();
  jit::Module module("__torch__.anchor.Detector");
  for (const auto& parameter : network.named_parameters())
    place(module, parameter.key(), parameter.value(), true);
  for (const auto& buffer : network.named_buffers()) place(module, buffer.key(), buffer.value(), false);
  int64_t channels = 0;
  addMethod(
      module, "trunk_layers", at::zeros({1, 3, tracedSide, tracedSide}),
      [&](const jit::Stack& inputs) -> jit::Stack {
        const std::vector<at::Tensor> maps = network.features(inputs[0].toTensor());
        std::vector<at::Tensor> scores;
        std::vector<at::Tensor> deltas;
        for (const at::Tensor& map : maps) {
          const RpnMaps level = network.rpnHead().convolved(map);
          scores.push_back(level.scores);
          deltas.push_back(level.deltas);
        }
        channels = maps[0].size(1);
        return {c10::ivalue::Tuple::create({c10::IValue(maps), c10::IValue(scores), c10::IValue(deltas)})};
      });
  const int64_t side = config.network.roi_size;
  addMethod(module, "head_layers", at::zeros({2, channels, side, side}),
            [&](const jit::Stack& inputs) -> jit::Stack {
              const BoxOutput out = network.boxHead().predict(inputs[0].toTensor());
              return {c10::ivalue::Tuple::create({c10::IValue(out.scores), c10::IValue(out.deltas)})};
            });
  return module;
}

}  // namespace anchor
