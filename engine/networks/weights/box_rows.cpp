// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/weights/box_rows.h"

#include <ATen/ATen.h>

namespace anchor {
namespace {

constexpr const char *weightName = "head.bbox_pred.weight", *biasName = "head.bbox_pred.bias";

/// Mean and deviation of each row, [4 * classes]; class 0 is the background.
struct RowStatistics {
  at::Tensor mean, std;
};

std::optional<RowStatistics> statisticsOf(const NamedTensors& tensors, const RoiRule& rule) {
  const auto weight = tensors.find(weightName);
  if (weight == tensors.end() || !tensors.contains(biasName) || weight->second.size(0) % 4 != 0) return {};
  const auto classes = static_cast<int>(weight->second.size(0) / 4);
  if (!rule.perClass.empty() && static_cast<int>(rule.perClass.size()) + 1 != classes) return {};
  std::vector<float> mean;
  std::vector<float> std;
  for (int label = 0; label < classes; ++label) {
    const DeltaNormalisation& by = rule.normalisationOf(label);
    mean.insert(mean.end(), by.mean.begin(), by.mean.end());
    std.insert(std.end(), by.std.begin(), by.std.end());
  }
  return RowStatistics{at::tensor(mean), at::tensor(std)};
}

}  // namespace

void unnormaliseBoxRows(NamedTensors& tensors, const RoiRule& rule) {
  const auto by = statisticsOf(tensors, rule);
  if (!by) return;
  at::Tensor& weight = tensors.at(weightName);
  at::Tensor& bias = tensors.at(biasName);
  weight = weight * by->std.unsqueeze(1);
  bias = bias * by->std + by->mean;
}

void normaliseBoxRows(NamedTensors& tensors, const RoiRule& rule) {
  const auto by = statisticsOf(tensors, rule);
  if (!by) return;
  at::Tensor& weight = tensors.at(weightName);
  at::Tensor& bias = tensors.at(biasName);
  weight = weight / by->std.unsqueeze(1);
  bias = (bias - by->mean) / by->std;
}

}  // namespace anchor
