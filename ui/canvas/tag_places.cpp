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
  return {QPointF(box.left(), below),
          QPointF(box.left(), above),
          QPointF(rightEnd, below),
          QPointF(rightEnd, above),
          QPointF(box.left(), box.bottom() - tagged.words.height()),
          QPointF(box.left(), box.top() + 1)};
}

}  // namespace

std::vector<QRectF> placeTags(const std::vector<TaggedBox>& boxes, const QRectF& area) {
  std::vector<QRectF> places(boxes.size());
  std::vector<QRectF> taken;
  for (size_t i = boxes.size(); i-- > 0;) {
    for (const QPointF& corner : cornersFor(boxes[i])) {
      QRectF place(corner, boxes[i].words);
      // Sideways a tag may slide along its box, up and down it would seem to belong to another.
      place.moveLeft(std::max(area.left(), std::min(place.left(), area.right() - place.width())));
      if (!area.contains(place)) continue;
      if (std::ranges::any_of(taken, [&](const QRectF& other) { return other.intersects(place); })) continue;
      taken.push_back(place);
      places[i] = place;
      break;
    }
  }
  return places;
}

}  // namespace anchor
