// SPDX-License-Identifier: GPL-3.0-or-later
// What several stages draw, list and pick.
#pragma once
#include "ui/inspector/stages/stage.h"

namespace anchor {

/// Position of an id; -1 when it is not among them.
int positionOf(const std::vector<int64_t>& ids, int64_t id);
/// The gt_box of the anchor views that is the state's subject; -1 without one.
int gtOf(const Inspection& in, const InspectorState& state);
/// The gt_box of the network views that is the state's subject; -1 without one.
int networkGtOf(const Inspection& in, const InspectorState& state);
/// A gt_box of the anchor views in image pixels.
QRectF gtRect(const AnchorScene& scene, size_t gt);
/// The chosen anchor of the anchor views; -1 without one.
int chosenAnchor(const Inspection& in, const InspectorState& state);

/// A gt_box of the network views in image pixels, and the id of its box.
QRectF networkGtRect(const Inspection& in, size_t gt);
int64_t networkGtId(const Inspection& in, size_t gt);

/// What stands out: what was chosen or is pointed at comes to the front, and what does not belong to the
/// chosen object is dim.
class Emphasis {
 public:
  Emphasis(const Stage& stage, const Inspection& in, const InspectorState& state)
      : m_state(state), m_object(stage.objectOf(in, state, state.chosen)) {}
  /// `object`: that it belongs to.
  [[nodiscard]] CanvasOverlay::Weight of(const Pick& pick, int64_t object) const {
    if (pick == m_state.chosen || pick == m_state.hovered) return CanvasOverlay::Weight::Front;
    return dims() && object != m_object ? CanvasOverlay::Weight::Dim : CanvasOverlay::Weight::Plain;
  }
  [[nodiscard]] CanvasOverlay::Weight ofObject(int64_t object) const {
    return of({Pick::Kind::Object, object}, object);
  }
  /// One object was chosen, itself or by something that belongs to it.
  [[nodiscard]] bool dims() const { return m_object != Stage::noObject; }
  [[nodiscard]] int64_t object() const { return m_object; }

 private:
  const InspectorState& m_state;
  int64_t m_object;
};

/// The smallest object of the anchor views around a point.
Pick smallestObjectAt(const Inspection& in, QPointF image);
/// Near the outline of a rectangle.
bool nearEdge(const QRectF& rect, const QPointF& at, double reach);
/// The object of the network views whose outline is near.
Pick networkObjectAt(const Inspection& in, QPointF image, double reach);
/// The objects of the network views, as outlines with their class.
void drawNetworkObjects(const Inspection& in, const Emphasis& emphasis, CanvasOverlay& out);

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
