// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/geometry/anchor_grid.h"
#include "engine/geometry/label_assignment.h"

namespace anchor {

/// The anchor that overlaps a gt_box most.
struct BestAnchor {
  float iou = 0;  ///< 0 and no place when no anchor is allowed
  int level = -1, x = -1, y = -1, shape = -1;
  /// Index in gridAnchors(levels); -1 when there is none.
  [[nodiscard]] int index(std::span<const GridLevel> levels) const;
};

/// By which rule anchors learn a gt_box, or what leaves it without one.
enum class GtTrainedBy : uint8_t {
  Iou,               ///< anchors reach positiveIou
  BestOnly,          ///< none does: the anchors that tie its best IoU learn it
  NobodyForBg,       ///< clobberPositives: its best anchors are below negativeIou, and bg has the last word
  NobodyForAnother,  ///< its anchors learn another gt_box, which they overlap more
  NobodyTouches      ///< no anchor inside the image overlaps it
};
/// `bestIou`: its best IoU with an anchor; `foreground`: how many anchors are fg and learn it.
GtTrainedBy gtTrainedBy(float bestIou, int foreground, const AssignmentRule& rule);

/// Best IoU of a gt_box with the grid's anchors that are inside the image, without a search: for a fixed
/// shape the overlap falls with the distance of the centres along each axis, so the best cell is the allowed
/// one nearest to the gt's centre. Exact: equal to assignLabels' bestIou up to the order of equal anchors.
class AnchorFit {
 public:
  /// `levels` must outlive this object. border and convention as in insideImage.
  AnchorFit(std::span<const GridLevel> levels, ImageSize image, float border, BoxConvention convention);
  [[nodiscard]] BestAnchor best(const Box& gt) const;
  /// Anchors inside the image whose IoU with the gt reaches `least` (> 0): what makes it fg by IoU.
  [[nodiscard]] int countAbove(const Box& gt, float least) const;
  /// How many anchors are fg and learn gtBoxes[gt]: what assignLabels says of the whole grid, found from the
  /// anchors that matter alone.
  [[nodiscard]] int foregroundOf(std::span<const Box> gtBoxes, int gt, const AssignmentRule& rule) const;

 private:
  struct Shape;
  /// Hands `take` every anchor inside the image whose IoU with the gt reaches `least`: shape, column, row.
  template <class Take>
  void eachAbove(const Box& gt, float least, const Take& take) const;
  /// A base anchor and the cells at which it is inside the image: columns [left, right], rows [top, bottom].
  struct Shape {
    Box base;
    float stride;
    int level, number, left, right, top, bottom;
  };
  std::vector<Shape> m_shapes;
  BoxConvention m_convention;
};

}  // namespace anchor
