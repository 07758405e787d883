// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/stage_entry.h"

#include <ATen/ATen.h>
#include <torch/utils.h>

#include "engine/geometry/sampling.h"

namespace anchor {
namespace {

using Wanted = std::function<bool(const std::string&)>;

/// Copies the tensors whose name `wanted` accepts.
void copyTensors(FasterRcnn& to, const FasterRcnn& from, const Wanted& wanted) {
  const at::NoGradGuard off;
  const NamedTensors source = networkTensors(from);
  for (const auto& [name, target] : networkTensors(to))
    if (wanted(name)) at::Tensor(target).copy_(source.at(name));
}

}  // namespace

FasterRcnn seededNetwork(const RunConfig& config, uint64_t seed) {
  torch::manual_seed(seed);
  return FasterRcnn(config);
}

LoadReport beginStage(FasterRcnn& network, const RunConfig& config, const std::vector<Stage>& stages,
                      size_t at, const WeightsReader& readWeights) {
  const Stage& stage = stages[at];
  const auto seed = static_cast<uint64_t>(config.seed);
  if (at > 0) {
    const FasterRcnn fresh = seededNetwork(config, derivedSeed(seed, at, 0x5A));
    copyTensors(network, fresh, [&](const std::string& name) {
      if (stage.name == "M2") return !name.starts_with("rpn.");
      if (stage.name == "M3") return name.starts_with("rpn.");
      return name.starts_with("head.cls_score.") || name.starts_with("head.bbox_pred.");
    });
  }
  if (config.weights.empty() || stage.trunkFrozen) return {};
  const NamedTensors file = readWeights(config.weights);
  if (at == 0) return loadPretrained(network, config, file, config.weights);
  FasterRcnn pretrained = seededNetwork(config, seed);
  const LoadReport report = loadPretrained(pretrained, config, file, config.weights);
  copyTensors(network, pretrained, [](const std::string& name) {
    return !name.starts_with("rpn.") && !name.starts_with("head.cls_score.") &&
           !name.starts_with("head.bbox_pred.");
  });
  return report;
}

void checkWeights(const RunConfig& config, const NamedTensors& weights) {
  FasterRcnn network(config);
  loadPretrained(network, config, weights, config.weights);
}

void chooseTrained(FasterRcnn& network, const Stage& stage, const std::set<std::string>& trainable) {
  for (auto& item : network.named_parameters()) {
    const std::string& name = item.key();
    const bool idle = (stage.kind == Stage::Kind::Rpn && name.starts_with("head.")) ||
                      (stage.kind == Stage::Kind::Head && name.starts_with("rpn.")) ||
                      (stage.trunkFrozen && (name.starts_with("backbone.") || name.starts_with("neck.")));
    item.value().set_requires_grad(trainable.contains(name) && !idle);
    item.value().mutable_grad().reset();
  }
}

std::set<std::string> trainableNames(const FasterRcnn& network) {
  std::set<std::string> names;
  for (const auto& item : network.named_parameters())
    if (item.value().requires_grad()) names.insert(item.key());
  return names;
}

}  // namespace anchor
