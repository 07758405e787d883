// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/config/network_shapes.h"

#include <algorithm>

#include "engine/base/user_error.h"
#include "engine/config/run_config.h"

namespace anchor {

int windowsAlong(int side, const SlidingWindow& window) {
  const int room = side + 2 * window.pad - window.kernel;
  if (room < 0) return 0;
  if (!window.ceil) return room / window.stride + 1;
  const int count = (room + window.stride - 1) / window.stride + 1;
  // A window that would begin in the far padding sees nothing.
  return (count - 1) * window.stride >= side + window.pad ? count - 1 : count;
}

namespace {

using Windows = std::vector<SlidingWindow>;

constexpr Trunk all[] = {
    {.name = "zf",
     .windows =
         [](const NetworkConfig&) {
           return Windows{{7, 2, 3}, {3, 2, 1, true}, {5, 2, 2}, {3, 2, 1, true}};
         }},
    {.name = "vgg_cnn_m_1024",
     .windows =
         [](const NetworkConfig&) {
           return Windows{{7, 2, 0}, {3, 2, 0, true}, {5, 2, 1}, {3, 2, 0, true}};
         }},
    {.name = "vgg16",
     .windows =
         [](const NetworkConfig& network) {
           return Windows(4, {2, 2, 0, network.ceil_pools});
         }},
    {.name = "resnet18", .pyramidal = true, .hasRes5 = true},
    {.name = "resnet34", .pyramidal = true, .hasRes5 = true},
    {.name = "resnet50", .pyramidal = true, .hasRes5 = true},
    {.name = "mobilenet_v2", .pyramidal = true},
    {.name = "mobilenet_v3", .pyramidal = true},
    {.name = "squeezenet",
     .windows =
         [](const NetworkConfig&) {
           return Windows{{7, 2, 0}, {3, 2, 0, true}, {3, 2, 0, true}, {3, 2, 0, true}};
         }},
};

}  // namespace

std::span<const Trunk> trunks() { return all; }

const Trunk& trunkOf(const NetworkConfig& network) {
  const auto found = std::ranges::find(all, network.backbone, &Trunk::name);
  if (found == std::end(all)) throw UserError("network.backbone", say("%1 is unknown", network.backbone));
  return *found;
}

std::optional<std::vector<SlidingWindow>> trunkWindows(const NetworkConfig& network) {
  const Trunk& trunk = trunkOf(network);
  return trunk.windows == nullptr ? std::nullopt : std::optional(trunk.windows(network));
}

int featureCells(const NetworkConfig& network, float side, int stride) {
  int cells = static_cast<int>(side);
  if (const auto windows = trunkWindows(network)) {
    for (const SlidingWindow& window : *windows) cells = windowsAlong(cells, window);
    return cells;
  }
  // Convolutions padded by half their kernel round up at each halving.
  return (cells + stride - 1) / stride;
}

}  // namespace anchor
