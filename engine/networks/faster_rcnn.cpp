#include "engine/networks/faster_rcnn.h"

namespace anchor {
FasterRcnn::FasterRcnn(const RunConfig& config) {
  const auto anchorsPerCell =
      static_cast<int64_t>(config.anchors.scales.size() * config.anchors.ratios.size());
  m_backbone = register_module("backbone", makeBackbone(config.network));
  m_neck = register_module("neck", makeNeck(config.network, m_backbone->stages()));
  const auto maps = m_neck->outputs();
  m_rpn = register_module(
      "rpn", std::make_shared<RpnHead>(maps.front().channels, config.network.rpn_channels, anchorsPerCell,
                                       config.network.rpn_scores == "sigmoid"));
  // The level pooled beyond the trunk's last stage serves the RPN only (FPN, section 4.2).
  std::vector<StageShape> headMaps;
  for (const StageShape& map : maps)
    if (map.stride <= 32) headMaps.push_back(map);
  m_head = register_module("head", std::make_shared<BoxHead>(config.network, headMaps,
                                                             static_cast<int64_t>(config.classes.size())));
}

std::vector<at::Tensor> FasterRcnn::features(const at::Tensor& images) {
  return m_neck->forward(m_backbone->forward(images));
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
