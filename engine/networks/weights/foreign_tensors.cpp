// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/weights/foreign_tensors.h"

#include <ATen/ATen.h>

#include "engine/base/user_error.h"

namespace anchor {

Message firstOf(std::vector<Message> all, const char* separator) {
  constexpr size_t most = 3;
  if (all.size() > most) {
    const size_t others = all.size() - most;
    all.resize(most);
    all.push_back(say("and %1 more", others));
  }
  return joined(all, separator);
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
    throw UserError(
        place, say("is a checkpoint of this program, not a file of initial weights"),
        say("Continue its run: train RUN. Or export its weights first: export %1 weights.safetensors",
            place));
  std::vector<Message> bad;
  for (const auto& [name, tensor] : tensors)
    if (tensor.is_floating_point() && !at::isfinite(tensor).all().item<bool>()) bad.push_back(asTold(name));
  if (bad.empty()) return;
  throw UserError(place,
                  bad.size() == 1
                      ? say("%1 tensor contains NaN or infinite values: %2", 1, firstOf(bad, ", "))
                      : say("%1 tensors contain NaN or infinite values: %2", bad.size(), firstOf(bad, ", ")),
                  say("The training run that wrote it failed; choose an earlier file"));
}

}  // namespace anchor
