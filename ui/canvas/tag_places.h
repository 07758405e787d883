// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QRectF>
#include <vector>

namespace anchor {

/// A box and the words that belong to it, in widget pixels.
struct TaggedBox {
  QRectF box;
  QSizeF words;
  bool above = false;  ///< where the words stand when there is room on both sides
};

/// Where the words of boxes stand, in the order of the boxes: below their box (above it, where asked for)
/// when there is room, else on its other side, at its other end or inside it. None covers another and none
/// leaves `area`; of two that compete the later box, which is drawn on top, wins. An empty rectangle where no
/// room is left.
std::vector<QRectF> placeTags(const std::vector<TaggedBox>& boxes, const QRectF& area);

}  // namespace anchor
