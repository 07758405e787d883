#include "engine/geometry/iou.h"

namespace anchor {
namespace {

inline float ratio(float inter, float areaA, float areaB) {
  const float both = areaA + areaB - inter;
  return both > 0 ? inter / both : 0.0F;
}

// Plain loop over columns: GCC vectorises it, once for AVX2 and once for the baseline. No FMA in either
// clone, so both give the same bits.
__attribute__((target_clones("avx2", "default"))) void overlapLoop(size_t n, const float* x1, const float* y1,
                                                                   const float* x2, const float* y2,
                                                                   const float* areas, Box o, float otherArea,
                                                                   float offset, float* out) {
  for (size_t i = 0; i < n; ++i) {
    const float right = x2[i] < o.x2 ? x2[i] : o.x2;
    const float left = x1[i] > o.x1 ? x1[i] : o.x1;
    const float bottom = y2[i] < o.y2 ? y2[i] : o.y2;
    const float top = y1[i] > o.y1 ? y1[i] : o.y1;
    float w = right - left + offset;
    float h = bottom - top + offset;
    w = w > 0 ? w : 0;
    h = h > 0 ? h : 0;
    const float inter = w * h;
    const float both = areas[i] + otherArea - inter;
    out[i] = inter / (both > 0 ? both : 1.0F);
  }
}

}  // namespace

float iou(const Box& a, const Box& b, BoxConvention convention) {
  const float offset = lengthOffset(convention);
  const float w = std::max(0.0F, std::min(a.x2, b.x2) - std::max(a.x1, b.x1) + offset);
  const float h = std::max(0.0F, std::min(a.y2, b.y2) - std::max(a.y1, b.y1) + offset);
  return ratio(w * h, area(a, convention), area(b, convention));
}

BoxColumns::BoxColumns(std::span<const Box> boxes, BoxConvention convention) : m_convention(convention) {
  for (auto* column : {&m_x1, &m_y1, &m_x2, &m_y2, &m_area}) column->reserve(boxes.size());
  for (const Box& box : boxes) {
    m_x1.push_back(box.x1);
    m_y1.push_back(box.y1);
    m_x2.push_back(box.x2);
    m_y2.push_back(box.y2);
    m_area.push_back(area(box, convention));
  }
}

void BoxColumns::overlaps(const Box& other, size_t first, float* out) const {
  overlapLoop(size() - first, m_x1.data() + first, m_y1.data() + first, m_x2.data() + first,
              m_y2.data() + first, m_area.data() + first, other, area(other, m_convention),
              lengthOffset(m_convention), out);
}

BestOverlap bestOverlaps(std::span<const Box> boxes, std::span<const Box> gtBoxes, BoxConvention convention) {
  BestOverlap best{std::vector<int>(boxes.size(), gtBoxes.empty() ? -1 : 0),
                   std::vector<float>(boxes.size(), 0.0F)};
  const BoxColumns columns(boxes, convention);
  std::vector<float> overlap(boxes.size());
  for (size_t g = 0; g < gtBoxes.size(); ++g) {
    columns.overlaps(gtBoxes[g], 0, overlap.data());
    for (size_t i = 0; i < boxes.size(); ++i) {
      if (overlap[i] > best.maxIou[i]) {
        best.maxIou[i] = overlap[i];
        best.argmax[i] = static_cast<int>(g);
      }
    }
  }
  return best;
}

}  // namespace anchor
