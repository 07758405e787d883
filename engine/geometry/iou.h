#pragma once
#include "engine/geometry/box.h"

namespace anchor {

/// Intersection over union in [0, 1]; 0 when the union has no area.
float iou(const Box& a, const Box& b, BoxConvention convention);

/// Many boxes as five parallel arrays, so that the compiler can take eight at a time.
class BoxColumns {
 public:
  BoxColumns(std::span<const Box> boxes, BoxConvention convention);
  [[nodiscard]] size_t size() const { return m_x1.size(); }
  /// out[i] = iou(box i, other) for i in [first, size()); out has size() - first values.
  void overlaps(const Box& other, size_t first, float* out) const;
  [[nodiscard]] Box box(size_t i) const { return {m_x1[i], m_y1[i], m_x2[i], m_y2[i]}; }

 private:
  std::vector<float> m_x1, m_y1, m_x2, m_y2, m_area;
  BoxConvention m_convention;
};

/// For each box its best gt. Both arrays have boxes.size() entries; without gts they hold -1 and 0.
struct BestOverlap {
  std::vector<int> argmax;    ///< gt index, the first of equals
  std::vector<float> maxIou;  ///< in [0, 1]
};
BestOverlap bestOverlaps(std::span<const Box> boxes, std::span<const Box> gtBoxes, BoxConvention convention);

}  // namespace anchor
