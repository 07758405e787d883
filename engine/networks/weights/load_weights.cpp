// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/weights/load_weights.h"

#include <sstream>

#include "engine/networks/weights/foreign_tensors.h"
#include "engine/networks/weights/weight_names.h"

namespace anchor {
namespace {

/// Collects what does not fit, so that one message can name all of it.
class Misfits {
 public:
  void add(const Message& text) { m_texts.push_back(text); }
  void raise(const std::string& place) const {
    if (m_texts.empty()) return;
    throw UserError(
        place,
        m_texts.size() == 1
            ? say("%1 tensor does not fit this network: %2", 1, firstOf(m_texts, "; "))
            : say("%1 tensors do not fit this network: %2", m_texts.size(), firstOf(m_texts, "; ")),
        say("Choose the preset that matches these weights, or start from random weights"));
  }

 private:
  std::vector<Message> m_texts;
};

std::string sizes(const at::Tensor& tensor) {
  std::ostringstream text;
  text << tensor.sizes();
  return text.str();
}

bool fits(const std::string& name, const at::Tensor& target, const NamedTensors& from, const std::string& key,
          Misfits& misfits) {
  const auto found = from.find(key);
  if (found == from.end()) {
    misfits.add(say("%1: %2", name + " " + sizes(target), say("the file has no %1", key)));
    return false;
  }
  if (found->second.sizes() == target.sizes()) return true;
  misfits.add(say("%1: %2", name + " " + sizes(target), say("the file has %1", sizes(found->second))));
  return false;
}

}  // namespace

NamedTensors networkTensors(const FasterRcnn& network) {
  NamedTensors all;
  for (const auto& item : network.named_parameters()) all[item.key()] = item.value().detach();
  for (const auto& item : network.named_buffers()) all[item.key()] = item.value();
  return all;
}

LoadReport loadPretrained(FasterRcnn& network, const RunConfig& config, const NamedTensors& weights,
                          const std::string& place) {
  const TranslatedWeights file = translateWeights(weights, config);
  std::vector<std::pair<at::Tensor, at::Tensor>> copies;
  LoadReport report;
  Misfits misfits;
  for (const auto& [name, target] : networkTensors(network)) {
    const auto found = file.tensors.find(name);
    const bool needed = name.starts_with("backbone.") || name.starts_with("head.layer4.");
    if (needed) {
      if (fits(name, target, file.tensors, name, misfits)) copies.emplace_back(target, found->second);
    } else if (found != file.tensors.end() && found->second.sizes() == target.sizes()) {
      copies.emplace_back(target, found->second);
    } else if (found != file.tensors.end()) {
      report.startRandom.push_back(name + " " + sizes(target) + ", in the file " + sizes(found->second));
    }
  }
  const bool fileHasBatchNorm =
      std::ranges::any_of(weights, [](const auto& item) { return item.first.ends_with("running_mean"); });
  if (fileHasBatchNorm && config.network.norm != NormLayer::FrozenBatch)
    misfits.add(
        say("network.norm is group, but the file was trained with batch normalisation (use frozen_batch)"));
  misfits.raise(place);
  const at::NoGradGuard off;
  for (auto& [target, source] : copies) target.copy_(source);
  report.taken = static_cast<int>(copies.size());
  return report;
}

void restoreNetwork(FasterRcnn& network, const NamedTensors& tensors, const std::string& place) {
  const NamedTensors own = networkTensors(network);
  Misfits misfits;
  for (const auto& [name, target] : own) fits(name, target, tensors, name, misfits);
  for (const auto& [name, tensor] : tensors)
    if (!own.contains(name)) misfits.add(say("%1: %2", name, say("the network has no such tensor")));
  misfits.raise(place);
  const at::NoGradGuard off;
  for (const auto& [name, target] : own) at::Tensor(target).copy_(tensors.at(name));
}

}  // namespace anchor
