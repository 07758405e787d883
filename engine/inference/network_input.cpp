// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inference/network_input.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

namespace anchor {

using at::Tensor;

namespace {

int64_t paddedSide(int64_t side, int64_t multiple) { return (side + multiple - 1) / multiple * multiple; }

}  // namespace

at::MemoryFormat layoutOf(const RunConfig& config) {
  return config.solver.channels_last ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
}

Tensor stackImages(const std::vector<PreparedImage>& batch, const RunConfig& config, const at::Device& device,
                   at::MemoryFormat layout) {
  int64_t height = 0;
  int64_t width = 0;
  for (const PreparedImage& image : batch) {
    height = std::max<int64_t>(height, image.height);
    width = std::max<int64_t>(width, image.width);
  }
  // Pinned memory goes to a GPU without anyone waiting.
  Tensor stacked = at::empty({static_cast<int64_t>(batch.size()), 3, paddedSide(height, config.input.pad_to),
                              paddedSide(width, config.input.pad_to)},
                             at::TensorOptions(at::kFloat).pinned_memory(device.is_cuda()));
  for (size_t b = 0; b < batch.size(); ++b) {
    const PreparedImage& image = batch[b];
    const Tensor pixels =
        at::from_blob(const_cast<float*>(image.pixels.data()), {3, image.height, image.width}, at::kFloat);
    const Tensor own = stacked[static_cast<int64_t>(b)];
    own.slice(1, 0, image.height).slice(2, 0, image.width).copy_(pixels);
    own.slice(1, image.height).zero_();
    own.slice(1, 0, image.height).slice(2, image.width).zero_();
  }
  return stacked.to(device, /*non_blocking=*/device.is_cuda()).contiguous(layout);
}

}  // namespace anchor
