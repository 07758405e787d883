// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/config/network_shapes.h"

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

std::optional<std::vector<SlidingWindow>> trunkWindows(const NetworkConfig& network) {
  if (network.backbone == "zf")
    return std::vector<SlidingWindow>{{7, 2, 3}, {3, 2, 1, true}, {5, 2, 2}, {3, 2, 1, true}};
  if (network.backbone == "vgg_cnn_m_1024")
    return std::vector<SlidingWindow>{{7, 2, 0}, {3, 2, 0, true}, {5, 2, 1}, {3, 2, 0, true}};
  if (network.backbone == "vgg16") return std::vector<SlidingWindow>(4, {2, 2, 0, network.ceil_pools});
  if (network.backbone == "squeezenet")
    return std::vector<SlidingWindow>{{7, 2, 0}, {3, 2, 0, true}, {3, 2, 0, true}, {3, 2, 0, true}};
  return std::nullopt;
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
