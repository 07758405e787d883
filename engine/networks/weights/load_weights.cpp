#include "engine/networks/weights/load_weights.h"

#include <sstream>

namespace anchor {
namespace {

/// Collects what does not fit, so that one message can name all of it.
class Misfits {
 public:
  void add(const std::string& text) {
    if (++m_count <= 12) m_text << "\n  " << text;
  }
  void raise(const std::string& place) const {
    if (m_count == 0) return;
    std::string more = m_count > 12 ? "\n  and " + std::to_string(m_count - 12) + " more" : "";
    throw UserError(place,
                    std::to_string(m_count) + " tensors do not fit this network:" + m_text.str() + more,
                    "\nChoose the preset that these weights belong to, or start from random weights");
  }

 private:
  int m_count = 0;
  std::ostringstream m_text;
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
    misfits.add(name + " " + sizes(target) + ": the file has no " + key);
    return false;
  }
  if (found->second.sizes() == target.sizes()) return true;
  misfits.add(name + " " + sizes(target) + ": the file has " + sizes(found->second));
  return false;
}

}  // namespace

NamedTensors networkTensors(const FasterRcnn& network) {
  NamedTensors all;
  for (const auto& item : network.named_parameters()) all[item.key()] = item.value().detach();
  for (const auto& item : network.named_buffers()) all[item.key()] = item.value();
  return all;
}

int loadPretrained(FasterRcnn& network, const NamedTensors& weights, const std::string& place) {
  const std::string prefix = "backbone.";
  std::vector<std::pair<at::Tensor, at::Tensor>> copies;
  Misfits misfits;
  bool frozenBatch = false;
  for (const auto& [name, target] : networkTensors(network)) {
    if (!name.starts_with(prefix)) continue;
    const std::string key = name.substr(prefix.size());
    if (key.ends_with("running_mean")) frozenBatch = true;
    if (fits(name, target, weights, key, misfits)) copies.emplace_back(target, weights.at(key));
  }
  const bool fileHasBatchNorm = std::any_of(
      weights.begin(), weights.end(), [](const auto& item) { return item.first.ends_with("running_mean"); });
  if (fileHasBatchNorm && !frozenBatch)
    misfits.add(
        "network.norm is group, but the file was trained with batch normalisation (use frozen_batch)");
  misfits.raise(place);

  // VGG16: the classifier's first two layers are fc6 and fc7, when the head has their size.
  const NamedTensors all = networkTensors(network);
  for (const auto& [layer, key] :
       {std::pair{"head.fc6", "classifier.0"}, std::pair{"head.fc7", "classifier.3"}})
    for (const std::string part : {".weight", ".bias"}) {
      const auto source = weights.find(key + part);
      if (source != weights.end() && source->second.sizes() == all.at(layer + part).sizes())
        copies.emplace_back(all.at(layer + part), source->second);
    }
  const at::NoGradGuard off;
  for (auto& [target, source] : copies) target.copy_(source);
  return static_cast<int>(copies.size());
}

void restoreNetwork(FasterRcnn& network, const NamedTensors& tensors, const std::string& place) {
  const NamedTensors own = networkTensors(network);
  Misfits misfits;
  for (const auto& [name, target] : own) fits(name, target, tensors, name, misfits);
  for (const auto& [name, tensor] : tensors)
    if (!own.contains(name)) misfits.add(name + ": the network has no such tensor");
  misfits.raise(place);
  const at::NoGradGuard off;
  for (const auto& [name, target] : own) at::Tensor(target).copy_(tensors.at(name));
}

}  // namespace anchor
