// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/anchor_scene.h"

#include "ui/canvas/box_rect.h"

#include <QRectF>
#include <algorithm>
#include <cmath>
#include <limits>

namespace anchor {

/// Coverage by a two-dimensional difference array: four additions an anchor, whatever its size.
/// Blue to yellow.
QColor densityColour(double share) {
  return {static_cast<int>(30 + 225 * share), static_cast<int>(40 + 190 * share),
          static_cast<int>(150 * (1 - share))};
}

QImage densityPicture(const Boxes& anchors, ImageSize input) {
  constexpr int grain = 4;
  const int w = static_cast<int>(input.width) / grain + 1;
  const int h = static_cast<int>(input.height) / grain + 1;
  std::vector<int> steps(static_cast<size_t>(w + 1) * (h + 1), 0);
  const auto at = [&](int x, int y) -> int& { return steps[static_cast<size_t>(y) * (w + 1) + x]; };
  const auto cell = [&](float v, int limit) { return std::clamp(static_cast<int>(v) / grain, 0, limit); };
  for (const Box& box : anchors) {
    const int x1 = cell(box.x1, w), y1 = cell(box.y1, h), x2 = cell(box.x2, w), y2 = cell(box.y2, h);
    ++at(x1, y1);
    --at(x2, y1);
    --at(x1, y2);
    ++at(x2, y2);
  }
  int most = 1;
  int least = std::numeric_limits<int>::max();
  for (int y = 0; y <= h; ++y)
    for (int x = 0; x <= w; ++x) {
      if (x > 0) at(x, y) += at(x - 1, y);
      if (y > 0) at(x, y) += at(x, y - 1);
      if (x > 0 && y > 0) at(x, y) -= at(x - 1, y - 1);
      if (x == w || y == h) continue;
      most = std::max(most, at(x, y));
      least = std::min(least, at(x, y));
    }
  QImage picture(w, h, QImage::Format_ARGB32_Premultiplied);
  for (int y = 0; y < h; ++y) {
    auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
    for (int x = 0; x < w; ++x) {
      const double share = static_cast<double>(at(x, y) - least) / std::max(1, most - least);
      QColor colour = densityColour(share);
      colour.setAlpha(150);
      line[x] = qPremultiply(colour.rgba());
    }
  }
  return picture;
}

std::vector<SampleBox> sampleBoxes(const std::vector<LabelBox>& boxes,
                                   const std::vector<LabelClass>& classes) {
  std::vector<SampleBox> samples;
  for (const LabelBox& b : boxes) {
    const auto own = std::ranges::find(classes, b.classId, &LabelClass::id);
    samples.push_back({own == classes.end() ? 0 : static_cast<int>(own - classes.begin()),
                       {b.x1, b.y1, b.x2, b.y2},
                       b.difficult,
                       b.crowd});
  }
  return samples;
}

QRectF AnchorScene::imageRect(size_t anchor) const {
  const Box box = fromNetwork(anchors[anchor], geometry, config.convention());
  return boxRect(box);
}

std::vector<int> AnchorScene::cellAnchors(QPointF image) const {
  const GridLevel& level = levels.front();
  const int x = static_cast<int>(std::floor(image.x() * geometry.scaleX / level.stride));
  const int y = static_cast<int>(std::floor(image.y() * geometry.scaleY / level.stride));
  if (x < 0 || y < 0 || x >= level.featureWidth || y >= level.featureHeight) return {};
  std::vector<int> found;
  const int first = (y * level.featureWidth + x) * static_cast<int>(level.base.size());
  for (int a = 0; a < static_cast<int>(level.base.size()); ++a) found.push_back(first + a);
  return found;
}

std::shared_ptr<const AnchorScene> makeAnchorScene(const RunConfig& config, int width, int height,
                                                   const std::vector<LabelBox>& boxes) {
  auto scene = std::make_shared<AnchorScene>();
  static_cast<AnchorStage&>(*scene) =
      anchorStage(config, {static_cast<float>(height), static_cast<float>(width)}, sampleBoxes(boxes));
  for (const int object : scene->gtObject) scene->gtIds.push_back(boxes[static_cast<size_t>(object)].id);
  scene->density = densityPicture(scene->anchors, scene->geometry.size);
  return scene;
}

}  // namespace anchor
