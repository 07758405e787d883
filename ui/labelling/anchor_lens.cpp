// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/anchor_lens.h"

#include <QCoreApplication>

#include "engine/preprocess/placed_objects.h"
#include "ui/canvas/anchor_scene.h"

namespace anchor {

void AnchorLens::setImage(const RunConfig& config, int width, int height) {
  m_config = config;
  m_geometry = inputGeometry(config, {static_cast<float>(height), static_cast<float>(width)});
  m_levels = gridLevels(config, m_geometry.padded);
  m_fit.emplace(m_levels, m_geometry.size, config.anchors.border, config.convention());
}

QString AnchorLens::fitWords(float bestIou, int foreground, const AssignmentRule& rule) {
  const auto because = [&]() -> QString {
    switch (gtTrainedBy(bestIou, foreground, rule)) {
      case GtTrainedBy::Iou:
        return {};
      case GtTrainedBy::BestOnly:
        return tr("below %1: trained only as best match").arg(rule.positiveIou, 0, 'f', 2);
      case GtTrainedBy::NobodyForBg:
        return tr("below %1, and the background rule takes precedence: no anchor learns it")
            .arg(rule.negativeIou, 0, 'f', 2);
      case GtTrainedBy::NobodyForAnother:
        return tr("its anchors overlap another object more and learn that one: no anchor learns this object");
      case GtTrainedBy::NobodyTouches:
        return tr("no anchor inside the image touches it");
    }
    return {};
  }();
  const QString fit = tr("best IoU %1, fg anchors: %2").arg(bestIou, 0, 'f', 3).arg(foreground);
  return because.isEmpty() ? fit : fit + QLatin1Char('\n') + because;
}

QString AnchorLens::words(const QRectF& rect, int64_t changed) const {
  if (!m_fit) return {};
  // As training places them, the box among the labels of its image.
  std::vector<LabelBox> boxes = m_boxes;
  auto own = std::ranges::find(boxes, changed, &LabelBox::id);
  if (changed == 0 || own == boxes.end()) own = boxes.insert(boxes.end(), LabelBox{});
  own->x1 = rect.left();
  own->y1 = rect.top();
  own->x2 = rect.right();
  own->y2 = rect.bottom();
  const PlacedObjects placed = placeObjects(m_config, m_geometry, sampleBoxes(boxes), false);
  const auto at = std::ranges::find(placed.gtObject, static_cast<int>(own - boxes.begin()));
  if (at == placed.gtObject.end()) return notTrained();
  const auto number = static_cast<int>(at - placed.gtObject.begin());
  const Box gt = placed.gtBoxes[static_cast<size_t>(number)];
  const BestAnchor best = m_fit->best(gt);
  if (best.level < 0) return fitWords(0, 0, m_config.assignment);
  const int fg = m_fit->foregroundOf(placed.gtBoxes, number, m_config.assignment);
  const double stride = m_levels[static_cast<size_t>(best.level)].stride;
  return fitWords(best.iou, fg, m_config.assignment) + QLatin1Char('\n') +
         tr("%1 × %2 cells of %3 px at the training scale")
             .arg((gt.x2 - gt.x1) / stride, 0, 'f', 1)
             .arg((gt.y2 - gt.y1) / stride, 0, 'f', 1)
             .arg(stride);
}

}  // namespace anchor
