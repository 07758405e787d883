// SPDX-License-Identifier: GPL-3.0-or-later
// What several stages draw, list and pick.
#pragma once
#include "ui/inspector/stages/stage.h"

namespace anchor {

/// Position of an id; -1 when it is not among them.
int positionOf(const std::vector<int64_t>& ids, int64_t id);
/// The gt_box of the anchor views that is the state's subject; -1 without one.
int gtOf(const Inspection& in, const InspectorState& state);
/// A gt_box of the anchor views in image pixels.
QRectF gtRect(const AnchorScene& scene, size_t gt);
/// The chosen anchor of the anchor views; -1 without one.
int chosenAnchor(const Inspection& in, const InspectorState& state);

/// The smallest rectangle around the point; -1 when none is.
template <class RectOf>
int smallestAround(const QPointF& at, size_t count, const RectOf& rectOf) {
  int best = -1;
  double area = 0;
  for (size_t i = 0; i < count; ++i) {
    const QRectF rect = rectOf(i);
    if (!rect.contains(at)) continue;
    if (best >= 0 && rect.width() * rect.height() >= area) continue;
    best = static_cast<int>(i);
    area = rect.width() * rect.height();
  }
  return best;
}

/// All anchors of the finest level's cell that the chosen one lies in.
std::vector<int> anchorsOfChosenCell(const Inspection& in, const InspectorState& state);
/// What they are and why.
StageTable cellTable(const Inspection& in, const InspectorState& state);
/// The anchor of the cell at this point that overlaps an object best.
Pick anchorAt(const Inspection& in, QPointF image);
QString anchorCard(const Inspection& in, int anchor);

}  // namespace anchor
