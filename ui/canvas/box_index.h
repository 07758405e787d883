// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QRectF>
#include <span>
#include <vector>

#include "ui/canvas/canvas_content.h"

namespace anchor {

/// Finds boxes by place: a grid of cells over the image, each with the boxes that touch it.
class BoxIndex {
 public:
  BoxIndex() = default;
  /// `boxes` are read in every query, in the same order as here.
  BoxIndex(std::span<const CanvasBox> boxes, QSizeF image);
  /// The smallest box around the point; -1 when there is none. A box inside another stays reachable.
  [[nodiscard]] int smallestAt(std::span<const CanvasBox> boxes, QPointF image) const;

 private:
  [[nodiscard]] int column(double x) const;
  [[nodiscard]] int row(double y) const;
  int m_columns = 0, m_rows = 0;
  double m_side = 1;
  std::vector<int> m_starts, m_entries;  ///< of each cell, in rows
};

}  // namespace anchor
