// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "engine/ops/roi_checks.h"

namespace anchor {
namespace {

using at::Tensor;
using at::indexing::None;
using at::indexing::Slice;

/// Low and high neighbour of each sample position along one axis, and the high one's weight.
struct Neighbours {
  Tensor low, high, weight, valid;
};

Neighbours neighbours(const Tensor& position, int64_t size) {
  const Tensor valid = (position >= -1).logical_and(position <= size);
  const Tensor inside = position.clamp_min(0);
  const Tensor low = inside.to(at::kLong).clamp_max(size - 1);
  const Tensor high = (low + 1).clamp_max(size - 1);
  const Tensor weight =
      at::where(low == size - 1, at::zeros_like(inside), inside - low.to(inside.scalar_type()));
  return {low, high, weight, valid.to(inside.scalar_type())};
}

/// [R, bins * samples]: sample positions along one axis, in feature cells.
Tensor positions(const Tensor& start, const Tensor& length, int64_t bins, int64_t samples) {
  const Tensor steps =
      (at::arange(bins * samples, start.options()) + 0.5) / static_cast<double>(samples * bins);
  return start.unsqueeze(1) + length.unsqueeze(1) * steps.unsqueeze(0);
}

Tensor alignWithRatio(const Tensor& features, const Tensor& rois, const RoiOpRule& rule, int64_t rows,
                      int64_t columns) {
  const double shift = rule.aligned ? 0.5 : 0.0;
  const Tensor box = rois.index({Slice(), Slice(1, None)}) * rule.scale - shift;
  Tensor w = box.select(1, 2) - box.select(1, 0);
  Tensor h = box.select(1, 3) - box.select(1, 1);
  if (!rule.aligned) {
    w = w.clamp_min(1);
    h = h.clamp_min(1);
  }
  const Neighbours y = neighbours(positions(box.select(1, 1), h, rule.height, rows), features.size(2));
  const Neighbours x = neighbours(positions(box.select(1, 0), w, rule.width, columns), features.size(3));
  const Tensor cells = features.permute({0, 2, 3, 1});
  const Tensor image = rois.select(1, 0).to(at::kLong).view({-1, 1, 1});
  const auto corner = [&](const Tensor& row, const Tensor& column, const Tensor& wy, const Tensor& wx) {
    const Tensor weight = (wy * y.valid).unsqueeze(2) * (wx * x.valid).unsqueeze(1);
    return cells.index({image, row.unsqueeze(2), column.unsqueeze(1)}) * weight.unsqueeze(3);
  };
  const Tensor sum =
      corner(y.low, x.low, 1 - y.weight, 1 - x.weight) + corner(y.low, x.high, 1 - y.weight, x.weight) +
      corner(y.high, x.low, y.weight, 1 - x.weight) + corner(y.high, x.high, y.weight, x.weight);
  const int64_t channels = features.size(1);
  return sum.view({-1, rule.height, rows, rule.width, columns, channels}).mean({2, 4}).permute({0, 3, 1, 2});
}

}  // namespace

Tensor roiAlignAten(const Tensor& features, const Tensor& rois, const RoiOpRule& rule) {
  if (rule.samplingRatio > 0 || rois.size(0) == 0) {
    const int64_t samples = std::max<int64_t>(rule.samplingRatio, 1);
    return alignWithRatio(features, rois, rule, samples, samples);
  }
  // Adaptive: each roi has its own number of samples.
  std::vector<Tensor> parts;
  const Tensor host = rois.to(at::kCPU, at::kFloat);
  for (int64_t r = 0; r < rois.size(0); ++r) {
    const auto samples = [&](int low, int high, int64_t bins) {
      float length =
          (host[r][high].item<float>() - host[r][low].item<float>()) * static_cast<float>(rule.scale);
      if (!rule.aligned) length = std::max(length, 1.0F);
      return std::max<int64_t>(0, static_cast<int64_t>(std::ceil(length / static_cast<float>(bins))));
    };
    const int64_t rows = samples(2, 4, rule.height);
    const int64_t columns = samples(1, 3, rule.width);
    // A roi of no size has no samples at all: its bins are zero, as in the kernel.
    parts.push_back(rows * columns > 0
                        ? alignWithRatio(features, rois.narrow(0, r, 1), rule, rows, columns)
                        : at::zeros({1, features.size(1), rule.height, rule.width}, features.options()));
  }
  return at::cat(parts);
}

Tensor roiPoolAten(const Tensor& features, const Tensor& rois, const RoiOpRule& rule) {
  const int64_t height = features.size(2);
  const int64_t width = features.size(3);
  const Tensor host = rois.to(at::kCPU, at::kFloat);
  std::vector<Tensor> pooled;
  for (int64_t r = 0; r < rois.size(0); ++r) {
    const auto cell = [&](int i) {
      return static_cast<int64_t>(std::round(host[r][i].item<float>() * static_cast<float>(rule.scale)));
    };
    const float binWidth =
        static_cast<float>(std::max<int64_t>(cell(3) - cell(1) + 1, 1)) / static_cast<float>(rule.width);
    const float binHeight =
        static_cast<float>(std::max<int64_t>(cell(4) - cell(2) + 1, 1)) / static_cast<float>(rule.height);
    const Tensor map = features[static_cast<int64_t>(host[r][0].item<float>())];
    const auto span = [](int64_t bin, float size, int64_t start, int64_t limit) {
      const auto from = static_cast<int64_t>(std::floor(static_cast<float>(bin) * size)) + start;
      const auto to = static_cast<int64_t>(std::ceil(static_cast<float>(bin + 1) * size)) + start;
      return std::pair{std::clamp<int64_t>(from, 0, limit), std::clamp<int64_t>(to, 0, limit)};
    };
    std::vector<Tensor> bins;
    for (int64_t ph = 0; ph < rule.height; ++ph) {
      const auto [top, bottom] = span(ph, binHeight, cell(2), height);
      for (int64_t pw = 0; pw < rule.width; ++pw) {
        const auto [left, right] = span(pw, binWidth, cell(1), width);
        const bool empty = top >= bottom || left >= right;
        bins.push_back(empty ? at::zeros({features.size(1)}, features.options())
                             : map.slice(1, top, bottom).slice(2, left, right).flatten(1).amax(1));
      }
    }
    pooled.push_back(at::stack(bins, 1).view({features.size(1), rule.height, rule.width}));
  }
  return pooled.empty() ? at::zeros({0, features.size(1), rule.height, rule.width}, features.options())
                        : at::stack(pooled);
}

}  // namespace anchor
