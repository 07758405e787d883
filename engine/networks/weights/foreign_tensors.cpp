#include "engine/networks/weights/foreign_tensors.h"

#include <ATen/ATen.h>

#include "engine/base/user_error.h"

namespace anchor {

std::string firstNames(const std::vector<std::string>& names, const char* separator) {
  constexpr size_t most = 3;
  std::string text;
  for (size_t i = 0; i < std::min(most, names.size()); ++i) text += (i == 0 ? "" : separator) + names[i];
  if (names.size() > most) text += separator + ("and " + std::to_string(names.size() - most)) + " more";
  return text;
}

NamedTensors withoutWrappers(NamedTensors tensors) {
  for (const std::string prefix : {"module.", "_orig_mod.", "module."}) {
    const auto wrapped = [&](const auto& item) { return item.first.starts_with(prefix); };
    if (tensors.empty() || !std::ranges::all_of(tensors, wrapped)) continue;
    NamedTensors bare;
    for (auto& [name, tensor] : tensors) bare[name.substr(prefix.size())] = std::move(tensor);
    tensors = std::move(bare);
  }
  return tensors;
}

void refuseUnusable(const NamedTensors& tensors, const std::string& place) {
  const bool own = std::ranges::all_of(tensors, [](const auto& item) {
    return item.first.starts_with("network.") || item.first.starts_with("momentum.");
  });
  if (own && tensors.contains("network.rpn.conv.weight"))
    throw UserError(place, "is a checkpoint of this program, not weights to start from",
                    "Go on with its run: train RUN. Or take its weights out first: export " + place +
                        " weights.safetensors");
  std::vector<std::string> bad;
  for (const auto& [name, tensor] : tensors)
    if (tensor.is_floating_point() && !at::isfinite(tensor).all().item<bool>()) bad.push_back(name);
  if (bad.empty()) return;
  throw UserError(place,
                  std::to_string(bad.size()) +
                      (bad.size() == 1 ? " tensor holds values that are no finite numbers: "
                                       : " tensors hold values that are no finite numbers: ") +
                      firstNames(bad),
                  "The training that made it failed; choose an earlier file");
}

}  // namespace anchor
