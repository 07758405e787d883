// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCoreApplication>
#include <QRectF>
#include <QString>
#include <optional>

#include "datasets/project/project_types.h"
#include "engine/geometry/anchor_fit.h"
#include "engine/preprocess/input_geometry.h"

namespace anchor {

/// What the anchors will make of a box that is being drawn, in words. Exact: AnchorFit, as in training.
class AnchorLens {
  Q_DECLARE_TR_FUNCTIONS(AnchorLens)
 public:
  void setImage(const RunConfig& config, int width, int height);
  /// The image's labels, which share the anchors with the box.
  void setBoxes(std::vector<LabelBox> boxes) { m_boxes = std::move(boxes); }
  void clear() { m_fit.reset(); }
  /// How well the anchors fit a label, and why it is trained or not: the same words wherever one box is told
  /// of.
  static QString fitWords(float bestIou, int foreground, const AssignmentRule& rule);
  static QString notTrained() { return tr("not trained on (difficult or crowd)"); }
  /// Empty without an image. `changed`: the label that the box takes the place of; 0: it is a new one.
  [[nodiscard]] QString words(const QRectF& rect, int64_t changed = 0) const;

 private:
  RunConfig m_config;
  InputGeometry m_geometry;
  std::vector<LabelBox> m_boxes;
  std::vector<GridLevel> m_levels;
  std::optional<AnchorFit> m_fit;
};

}  // namespace anchor
