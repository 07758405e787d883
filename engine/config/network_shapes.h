// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the network's layers do to sizes, without the network: the inspector draws grids that training will
// have.

#include <optional>
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

/// The size-changing layers of trunks whose cells are not simply ceil(side / stride): zf, vgg_cnn_m_1024,
/// vgg16, squeezenet. None for the others.
std::optional<std::vector<SlidingWindow>> trunkWindows(const NetworkConfig& network);

/// Cells of the feature map at `stride` along `side` network pixels.
int featureCells(const NetworkConfig& network, float side, int stride);

}  // namespace anchor
