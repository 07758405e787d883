// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/box_crowd.h"

#include <algorithm>
#include <cmath>

#include "ui/canvas/outline_writer.h"

namespace anchor {
namespace {

constexpr int cellsAcross =
    32;  // of the longer side; what a cell shows fits into a processor's nearest caches

bool touches(double x1, double y1, double x2, double y2, const QRectF& part) {
  return x1 < part.right() && x2 > part.left() && y1 < part.bottom() && y2 > part.top();
}

}  // namespace

BoxCrowd::BoxCrowd(std::span<const CanvasBox> boxes, QSizeF image) {
  m_drawn.reserve(boxes.size());
  for (size_t i = 0; i < boxes.size(); ++i) {
    const QRectF& rect = boxes[i].rect;
    m_drawn.push_back({rect.left(), rect.top(), rect.right(), rect.bottom(),
                       boxes[i].colour.rgb() | 0xff000000, static_cast<int>(i)});
  }
  const double side = std::max({1.0, image.width(), image.height()}) / cellsAcross;
  const auto cell = [side](const Drawn& d) {
    const auto place = [side](double at) {
      return std::clamp(std::floor(at / side), -1.0, 1.0 + cellsAcross);
    };
    return place(d.y1) * (3 + cellsAcross) + place(d.x1);
  };
  std::ranges::stable_sort(m_drawn, {}, cell);
}

bool BoxCrowd::exceeds(size_t count, const QRectF& part) const {
  size_t found = 0;
  for (const Drawn& d : m_drawn) {
    found += touches(d.x1, d.y1, d.x2, d.y2, part) ? 1 : 0;
    if (found > count) return true;
  }
  return false;
}

void BoxCrowd::write(QImage& picture, const ViewTransform& view, double ratio,
                     const std::vector<bool>& without) const {
  const double zoom = view.zoom() * ratio;
  const QPointF offset = view.toWidget(QPointF(0, 0)) * ratio;
  const QRectF part((-offset.x()) / zoom, (-offset.y()) / zoom, picture.width() / zoom,
                    picture.height() / zoom);
  const DotWriter dots(picture);
  for (const Drawn& d : m_drawn) {
    if (!touches(d.x1, d.y1, d.x2, d.y2, part)) continue;
    if (!without.empty() && without[static_cast<size_t>(d.box)]) continue;
    // What is far outside becomes a little outside, within what an int holds.
    const double left = std::max(d.x1 * zoom + offset.x(), -2.0);
    const double top = std::max(d.y1 * zoom + offset.y(), -2.0);
    const double right = std::min(d.x2 * zoom + offset.x(), picture.width() + 2.0);
    const double bottom = std::min(d.y2 * zoom + offset.y(), picture.height() + 2.0);
    if (right - left < 1 && bottom - top < 1)
      dots.halve(static_cast<int>(std::floor((left + right) / 2)),
                 static_cast<int>(std::floor((top + bottom) / 2)), d.colour);
    else
      dots.outline(qRound(left), qRound(top), qRound(right) - 1, qRound(bottom) - 1, d.colour);
  }
}

}  // namespace anchor
