// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/kept_boxes.h"

#include <bit>
#include <cmath>

#include "engine/geometry/iou.h"

namespace anchor {
namespace {

constexpr double farthest = 1e6;       // network pixels
constexpr double shortestSide = 1e-6;  // below it a float's area is no longer exact enough
constexpr int lowestOctave = -20, highestOctave = 22;

}  // namespace

bool KeptBoxes::places(const Box& box, BoxConvention convention) {
  const auto near = [](float v) { return std::abs(v) <= farthest; };  // false for NaN
  const auto plain = [](float length) { return length <= 0 || length >= shortestSide; };
  return near(box.x1) && near(box.y1) && near(box.x2) && near(box.y2) && plain(width(box, convention)) &&
         plain(height(box, convention));
}

KeptBoxes::KeptBoxes(float threshold, BoxConvention convention, size_t expected)
    : m_threshold(threshold),
      m_convention(convention),
      m_shrunk(0.999 * threshold),
      m_step(-2 * std::log2(m_shrunk)),
      m_heads(std::bit_ceil(4 * expected + 16), -1) {
  m_entries.reserve(expected);
  for (int c = classOf(std::exp2(lowestOctave)); c <= classOf(std::exp2(highestOctave)) + 1; ++c)
    m_cellSizes.push_back(2 * (1 - m_shrunk) * std::exp2((c + 1) * m_step));
}

int KeptBoxes::classOf(double length) const {
  return static_cast<int>(std::floor(std::log2(length) / m_step));
}

double KeptBoxes::cellSize(int sizeClass) const {
  const int first = static_cast<int>(std::floor(lowestOctave / m_step));
  return m_cellSizes[static_cast<size_t>(
      std::clamp(sizeClass - first, 0, static_cast<int>(m_cellSizes.size()) - 1))];
}

KeptBoxes::Reach KeptBoxes::reachOf(double length) const {
  return {classOf(length * m_shrunk), classOf(length / m_shrunk), length};
}

std::pair<int, int> KeptBoxes::cells(double lowerEnd, const Reach& reach, int sizeClass) const {
  const double cell = cellSize(sizeClass);
  const double longest = std::min(reach.length / m_shrunk, cell / (2 * (1 - m_shrunk)));
  const double shift = (1 - m_shrunk) * std::max(longest, reach.length);
  return {static_cast<int>(std::floor((lowerEnd - shift) / cell)),
          static_cast<int>(std::floor((lowerEnd + shift) / cell))};
}

size_t KeptBoxes::slot(int widthClass, int heightClass, int column, int row) const {
  // Different cells may share a slot: that costs comparisons, never a wrong result.
  uint64_t key = static_cast<uint32_t>(widthClass) * 0x9E3779B1U + static_cast<uint32_t>(heightClass);
  key = key * 0x9E3779B97F4A7C15ULL + static_cast<uint32_t>(column);
  key = key * 0x9E3779B97F4A7C15ULL + static_cast<uint32_t>(row);
  key *= 0x9E3779B97F4A7C15ULL;
  return (key >> 20) & (m_heads.size() - 1);
}

int KeptBoxes::firstAbove(const Box& box) const {
  const double w = width(box, m_convention);
  const double h = height(box, m_convention);
  if (w <= 0 || h <= 0) return -1;  // overlaps nothing
  const Reach wide = reachOf(w);
  const Reach high = reachOf(h);
  int first = -1;
  for (int wc = wide.from; wc <= wide.to; ++wc) {
    const auto [left, right] = cells(box.x1, wide, wc);
    for (int hc = high.from; hc <= high.to; ++hc) {
      const auto [top, bottom] = cells(box.y1, high, hc);
      for (int column = left; column <= right; ++column)
        for (int row = top; row <= bottom; ++row)
          for (int e = m_heads[slot(wc, hc, column, row)]; e >= 0; e = m_entries[static_cast<size_t>(e)].next)
            if ((first < 0 || e < first) &&
                iou(box, m_entries[static_cast<size_t>(e)].box, m_convention) > m_threshold)
              first = e;
    }
  }
  return first;
}

void KeptBoxes::add(const Box& box) {
  const double w = width(box, m_convention);
  const double h = height(box, m_convention);
  const auto position = static_cast<int>(m_entries.size());
  m_entries.push_back({box, -1});
  if (w <= 0 || h <= 0) return;
  const int wc = classOf(w);
  const int hc = classOf(h);
  int& head = m_heads[slot(wc, hc, static_cast<int>(std::floor(box.x1 / cellSize(wc))),
                           static_cast<int>(std::floor(box.y1 / cellSize(hc))))];
  m_entries.back().next = head;
  head = position;
}

}  // namespace anchor
