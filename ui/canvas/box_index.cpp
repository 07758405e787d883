// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/box_index.h"

#include <algorithm>
#include <cmath>

namespace anchor {

BoxIndex::BoxIndex(std::span<const CanvasBox> boxes, QSizeF image) {
  if (boxes.empty() || image.isEmpty()) return;
  // About as many cells as boxes, so that a cell holds few.
  const double area = image.width() * image.height();
  m_side = std::max(4.0, std::sqrt(area / static_cast<double>(boxes.size())));
  m_columns = static_cast<int>(image.width() / m_side) + 1;
  m_rows = static_cast<int>(image.height() / m_side) + 1;
  const auto eachCell = [&](const QRectF& rect, const auto& visit) {
    for (int y = row(rect.top()); y <= row(rect.bottom()); ++y)
      for (int x = column(rect.left()); x <= column(rect.right()); ++x) visit(y * m_columns + x);
  };
  m_starts.assign(static_cast<size_t>(m_columns * m_rows) + 1, 0);
  for (const CanvasBox& box : boxes)
    eachCell(box.rect, [&](int cell) { ++m_starts[static_cast<size_t>(cell) + 1]; });
  for (size_t i = 1; i < m_starts.size(); ++i) m_starts[i] += m_starts[i - 1];
  m_entries.resize(static_cast<size_t>(m_starts.back()));
  std::vector<int> next(m_starts.begin(), m_starts.end() - 1);
  for (size_t b = 0; b < boxes.size(); ++b)
    eachCell(boxes[b].rect, [&](int cell) {
      m_entries[static_cast<size_t>(next[static_cast<size_t>(cell)]++)] = static_cast<int>(b);
    });
}

int BoxIndex::column(double x) const { return std::clamp(static_cast<int>(x / m_side), 0, m_columns - 1); }
int BoxIndex::row(double y) const { return std::clamp(static_cast<int>(y / m_side), 0, m_rows - 1); }

int BoxIndex::smallestAt(std::span<const CanvasBox> boxes, QPointF image) const {
  if (m_starts.empty()) return -1;
  const auto cell = static_cast<size_t>(row(image.y()) * m_columns + column(image.x()));
  int best = -1;
  double bestArea = 0;
  for (int k = m_starts[cell]; k < m_starts[cell + 1]; ++k) {
    const int b = m_entries[static_cast<size_t>(k)];
    const QRectF& rect = boxes[static_cast<size_t>(b)].rect;
    if (!rect.contains(image)) continue;
    const double area = rect.width() * rect.height();
    if (best >= 0 && area >= bestArea) continue;
    best = b;
    bestArea = area;
  }
  return best;
}

}  // namespace anchor
