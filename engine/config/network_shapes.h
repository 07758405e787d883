// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the network's layers do to sizes, without the network: the inspector draws grids that training will
// have.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/geometry/box.h"

namespace anchor {

struct NetworkConfig;

/// A convolution or pooling along one axis.
struct SlidingWindow {
  int kernel, stride, pad;
  bool ceil = false;  ///< Caffe's pooling: a last window that begins inside the padded side counts
};

/// Positions of the window along `side` pixels; 0 when it does not fit.
int windowsAlong(int side, const SlidingWindow& window);

/// What the engine knows of a trunk without building it. Its layers are made in engine/networks/backbones.
struct Trunk {
  std::string_view name;   ///< as in network.backbone
  bool pyramidal = false;  ///< has maps at several strides: goes with the necks stride16 and fpn
  bool hasRes5 = false;    ///< its fourth stage can be the head ("C4")
  /// Its size-changing layers; null where the cells are ceil(side / stride).
  std::vector<SlidingWindow> (*windows)(const NetworkConfig&) = nullptr;
};

/// All of them.
std::span<const Trunk> trunks();
/// That of a configuration. Throws UserError for an unknown name.
const Trunk& trunkOf(const NetworkConfig& network);

/// The size-changing layers of trunks whose cells are not simply ceil(side / stride): zf, vgg_cnn_m_1024,
/// vgg16, squeezenet. None for the others.
std::optional<std::vector<SlidingWindow>> trunkWindows(const NetworkConfig& network);

/// Cells of the feature map at `stride` along `side` network pixels.
int featureCells(const NetworkConfig& network, float side, int stride);

}  // namespace anchor
