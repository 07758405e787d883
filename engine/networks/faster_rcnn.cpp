// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/faster_rcnn.h"

namespace anchor {
FasterRcnn::FasterRcnn(const RunConfig& config) : m_precision(config.solver.precision) {
  const auto anchorsPerCell =
      static_cast<int64_t>(config.anchors.scales.size() * config.anchors.ratios.size());
  m_backbone = register_module("backbone", makeBackbone(config.network));
  m_neck = register_module("neck", makeNeck(config.network, m_backbone->stages()));
  const auto maps = m_neck->outputs();
  m_rpn = register_module(
      "rpn", std::make_shared<RpnHead>(maps.front().channels, config.network.rpn_channels, anchorsPerCell,
                                       config.network.rpn_scores == RpnScores::Sigmoid));
  // The level pooled beyond the trunk's last stage serves the RPN only (FPN, section 4.2).
  std::vector<StageShape> headMaps;
  for (const StageShape& map : maps)
    if (map.stride <= 32) headMaps.push_back(map);
  m_head = register_module("head", std::make_shared<BoxHead>(config.network, headMaps,
                                                             static_cast<int64_t>(config.classes.size())));
}

std::vector<at::Tensor> FasterRcnn::features(const at::Tensor& images) {
  const MixedPrecision scope = mixed(images);
  std::vector<at::Tensor> maps = m_neck->forward(m_backbone->forward(images));
  for (at::Tensor& map : maps) map = map.to(at::kFloat);
  return maps;
}

RpnOutput FasterRcnn::rpn(const std::vector<at::Tensor>& maps) {
  const MixedPrecision scope = mixed(maps[0]);
  RpnOutput out = m_rpn->forward(maps);
  return {out.scores.to(at::kFloat), out.deltas.to(at::kFloat)};
}

BoxOutput FasterRcnn::boxes(const std::vector<at::Tensor>& maps, const at::Tensor& rois) {
  const MixedPrecision scope = mixed(maps[0]);
  BoxOutput out = m_head->forward(maps, rois);
  return {out.scores.to(at::kFloat), out.deltas.to(at::kFloat)};
}

std::vector<GridLevel> gridLevelsOf(const RunConfig& config, const std::vector<at::Tensor>& maps,
                                    ImageSize input) {
  std::vector<GridLevel> levels = gridLevels(config, input);
  for (size_t i = 0; i < levels.size(); ++i) {
    TORCH_CHECK(levels[i].featureHeight == maps[i].size(2) && levels[i].featureWidth == maps[i].size(3),
                "the grid of level ", i, " is ", levels[i].featureHeight, "x", levels[i].featureWidth,
                ", the map ", maps[i].sizes());
  }
  return levels;
}

}  // namespace anchor
