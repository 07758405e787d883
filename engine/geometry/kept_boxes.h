// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>

#include "engine/geometry/box.h"

namespace anchor {

/// The boxes that greedy suppression has kept so far, found again by place and size.
///
/// Two boxes a, b of an IoU above t overlap in width by more than t of either width, and so in height. Hence
/// their widths differ by less than a factor 1/t, and their left sides by less than (1 - t) of the wider one.
/// Kept boxes lie in cells of width class, height class, left side and upper side, and a candidate is
/// compared with those of the few cells that can hold such a box, by the very arithmetic of iou().
class KeptBoxes {
 public:
  /// The thresholds the cells are good for; outside, comparing with all boxes is as fast.
  static bool suits(float threshold) { return threshold >= 0.2F && threshold <= 0.95F; }
  /// True when the box can be placed: finite, not astronomically far away, no side above 0 but next to it.
  static bool places(const Box& box, BoxConvention convention);

  KeptBoxes(float threshold, BoxConvention convention, size_t expected);
  /// Position, in order of add, of the first kept box whose IoU with this one is above the threshold; -1.
  [[nodiscard]] int firstAbove(const Box& box) const;
  void add(const Box& box);

 private:
  struct Entry {
    Box box;
    int next;
  };
  /// Classes of a side's length, and the cells of its lower end, that a partner can lie in.
  struct Reach {
    int from, to;
    double length;
  };
  [[nodiscard]] int classOf(double length) const;
  [[nodiscard]] Reach reachOf(double length) const;
  /// Cells [first, last] of the lower ends of partners of class `sizeClass`.
  [[nodiscard]] std::pair<int, int> cells(double lowerEnd, const Reach& reach, int sizeClass) const;
  [[nodiscard]] size_t slot(int widthClass, int heightClass, int column, int row) const;
  [[nodiscard]] double cellSize(int sizeClass) const;
  float m_threshold;
  BoxConvention m_convention;
  double m_shrunk;  ///< the threshold less what rounding can take
  double m_step;    ///< of the classes, in octaves
  std::vector<int> m_heads;
  std::vector<Entry> m_entries;
  std::vector<double> m_cellSizes;
};

}  // namespace anchor
