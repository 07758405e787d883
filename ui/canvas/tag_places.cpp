// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tag_places.h"

#include <algorithm>
#include <array>

namespace anchor {
namespace {

/// From the best place to the worst.
std::array<QPointF, 6> cornersFor(const TaggedBox& tagged) {
  const QRectF& box = tagged.box;
  const double below = box.bottom() + 1;
  const double above = box.top() - tagged.words.height();
  const double rightEnd = box.right() + 1 - tagged.words.width();
  std::array<QPointF, 6> corners{QPointF(box.left(), below),
                                 QPointF(box.left(), above),
                                 QPointF(rightEnd, below),
                                 QPointF(rightEnd, above),
                                 QPointF(box.left(), box.bottom() - tagged.words.height()),
                                 QPointF(box.left(), box.top() + 1)};
  if (tagged.above)
    for (size_t side = 0; side < corners.size(); side += 2) std::swap(corners[side], corners[side + 1]);
  return corners;
}

/// The places that are taken, by tiles of the area: a crowd's words are compared with their neighbours alone.
class TakenPlaces {
 public:
  explicit TakenPlaces(const QRectF& area)
      : m_area(area), m_columns(1 + tile(area.width())), m_tiles(m_columns * (1 + tile(area.height()))) {}
  [[nodiscard]] bool free(const QRectF& place) const {
    bool free = true;
    forTiles(place, [&](size_t t) {
      free = free && std::ranges::none_of(m_tiles[t], [&](const QRectF& o) { return o.intersects(place); });
    });
    return free;
  }
  void take(const QRectF& place) {
    forTiles(place, [&](size_t t) { m_tiles[t].push_back(place); });
  }

 private:
  static size_t tile(double length) { return static_cast<size_t>(std::max(0.0, length) / 64); }
  /// `place` lies in the area.
  template <class Visit>
  void forTiles(const QRectF& place, const Visit& visit) const {
    for (size_t row = tile(place.top() - m_area.top()); row <= tile(place.bottom() - m_area.top()); ++row)
      for (size_t at = tile(place.left() - m_area.left()); at <= tile(place.right() - m_area.left()); ++at)
        visit(row * m_columns + at);
  }
  QRectF m_area;
  size_t m_columns;
  std::vector<std::vector<QRectF>> m_tiles;
};

}  // namespace

std::vector<QRectF> placeTags(const std::vector<TaggedBox>& boxes, const QRectF& area) {
  std::vector<QRectF> places(boxes.size());
  TakenPlaces taken(area);
  for (size_t i = boxes.size(); i-- > 0;) {
    for (const QPointF& corner : cornersFor(boxes[i])) {
      QRectF place(corner, boxes[i].words);
      // Sideways a tag may slide along its box, up and down it would seem to belong to another.
      place.moveLeft(std::max(area.left(), std::min(place.left(), area.right() - place.width())));
      if (!area.contains(place)) continue;
      if (!taken.free(place)) continue;
      taken.take(place);
      places[i] = place;
      break;
    }
  }
  return places;
}

}  // namespace anchor
