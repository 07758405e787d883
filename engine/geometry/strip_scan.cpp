#include "engine/geometry/strip_scan.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "engine/geometry/iou.h"

namespace anchor {
namespace {

constexpr int lanes = 8;
constexpr int shortestRow = 8;
constexpr int mostPerCell = 64;
constexpr float nowhere = -1e30F;

bool sameRow(const Box& a, const Box& b) { return (a.y1 == b.y1) & (a.y2 == b.y2); }

/// Boxes per cell: the next box like the first one is a step to its right. 0 when there is none.
int periodOf(std::span<const Box> boxes) {
  const int last = std::min(mostPerCell, static_cast<int>(boxes.size()) - 1);
  for (int p = 1; p <= last; ++p) {
    const Box& box = boxes[static_cast<size_t>(p)];
    const float step = box.x1 - boxes[0].x1;
    if (sameRow(box, boxes[0]) && step > 0 && std::abs(box.x2 - boxes[0].x2 - step) < 1e-3F * step) return p;
  }
  return 0;
}

/// A strip as parallel arrays. Masked boxes and the lanes behind its end overlap nothing.
struct Lanes {
  float x1[GridRows::longest], y1[GridRows::longest], x2[GridRows::longest], y2[GridRows::longest],
      area[GridRows::longest];
  int count;
  Box first;
  float perPixel;  ///< boxes per pixel of the step
};

/// Even steps in one row.
bool isStrip(const Lanes& lanes, float step) {
  const Box& first = lanes.first;
  const float slack = 0.01F * step;
  int odd = step > 0 ? 0 : 1;
  for (int k = 0; k < lanes.count; ++k) {
    const float shift = static_cast<float>(k) * step;
    odd |= static_cast<int>(lanes.y1[k] != first.y1) | static_cast<int>(lanes.y2[k] != first.y2) |
           static_cast<int>(std::abs(lanes.x1[k] - first.x1 - shift) > slack) |
           static_cast<int>(std::abs(lanes.x2[k] - first.x2 - shift) > slack);
  }
  return odd == 0;
}

void put(const Box& box, Lanes& to, int k) {
  to.x1[k] = box.x1;
  to.y1[k] = box.y1;
  to.x2[k] = box.x2;
  to.y2[k] = box.y2;
}

using Four = float __attribute__((vector_size(16)));

/// put() for four boxes, `period` apart: rows become columns in eight steps in place of sixteen copies.
void transpose4(const Box* boxes, int period, Lanes& to, int k) {
  Four row[4];
  for (int i = 0; i < 4; ++i) std::memcpy(&row[i], boxes + i * period, sizeof(Box));
  const Four lowA = __builtin_shufflevector(row[0], row[1], 0, 4, 1, 5);   // x1 x1 y1 y1
  const Four highA = __builtin_shufflevector(row[0], row[1], 2, 6, 3, 7);  // x2 x2 y2 y2
  const Four lowB = __builtin_shufflevector(row[2], row[3], 0, 4, 1, 5);
  const Four highB = __builtin_shufflevector(row[2], row[3], 2, 6, 3, 7);
  const Four x1 = __builtin_shufflevector(lowA, lowB, 0, 1, 4, 5);
  const Four y1 = __builtin_shufflevector(lowA, lowB, 2, 3, 6, 7);
  const Four x2 = __builtin_shufflevector(highA, highB, 0, 1, 4, 5);
  const Four y2 = __builtin_shufflevector(highA, highB, 2, 3, 6, 7);
  std::memcpy(to.x1 + k, &x1, sizeof x1);
  std::memcpy(to.y1 + k, &y1, sizeof y1);
  std::memcpy(to.x2 + k, &x2, sizeof x2);
  std::memcpy(to.y2 + k, &y2, sizeof y2);
}

/// False when the boxes are no strip.
bool fill(Lanes& to, int count, int period, const Box* boxes, const uint8_t* mask, float offset) {
  const float step = boxes[period].x1 - boxes[0].x1;
  to.count = count;
  to.first = boxes[0];
  to.perPixel = 1 / step;
  int k = 0;
  for (; k + 4 <= count; k += 4) transpose4(boxes + k * period, period, to, k);
  for (; k < count; ++k) put(boxes[k * period], to, k);
  if (!isStrip(to, step)) return false;
  for (k = 0; k < count; ++k) to.area[k] = (to.x2[k] - to.x1[k] + offset) * (to.y2[k] - to.y1[k] + offset);
  for (k = 0; mask != nullptr && k < count; ++k)
    if (mask[k * period] == 0) to.x1[k] = to.x2[k] = nowhere;
  for (k = count; k % lanes != 0; ++k) {
    to.x1[k] = to.x2[k] = nowhere;
    to.area[k] = 1;
  }
  return true;
}

/// Which lanes each gt can meet, and the height of the overlap there: none where to is 0.
struct Reach {
  explicit Reach(size_t gts) : height(gts), from(gts), to(gts) {}
  std::vector<float> height;
  std::vector<int> from, to;
};

/// Without conditions, so that the compiler works on several gts at once.
__attribute__((target_clones("avx512f", "avx2", "default"))) void findReach(
    const Lanes& strip, size_t gtCount, const Box* __restrict gts, float offset, float* __restrict height,
    int* __restrict from, int* __restrict to) {
  const auto count = static_cast<float>(strip.count);
  const Box first = strip.first;
  for (size_t g = 0; g < gtCount; ++g) {
    const Box gt = gts[g];
    const float bottom = first.y2 < gt.y2 ? first.y2 : gt.y2;
    const float top = first.y1 > gt.y1 ? first.y1 : gt.y1;
    const float h = bottom - top + offset;
    // The boxes that can meet it, and one more on either side for what rounding may take.
    float left = (gt.x1 - offset - first.x2) * strip.perPixel - 1;
    float right = (gt.x2 + offset - first.x1) * strip.perPixel + 2;
    left = left > 0 ? left : 0;
    left = left < count ? left : count;
    right = right > 0 ? right : 0;
    right = right < count ? right : count;
    height[g] = h;
    from[g] = static_cast<int>(left) & -lanes;
    to[g] = ((static_cast<int>(right) + lanes - 1) & -lanes) * (h > 0 ? 1 : 0);
  }
}

/// Floats that are not negative are ordered as their bits are, and a maximum of integers can be vectorised.
/// No FMA in any clone, so all give the same bits; the operations are those of iou().
__attribute__((target_clones("avx512f", "avx2", "default"))) void scanLanes(
    const Lanes& strip, const ScanGts& gts, const Reach& reach, float offset, int32_t* __restrict iouBits,
    int* __restrict argmax, float* __restrict greatest) {
  for (int i = 0; i < strip.count + lanes; ++i) iouBits[i] = argmax[i] = 0;
  for (size_t g = 0; g < gts.boxes.size(); ++g) {
    greatest[g] = 0;
    const int from = reach.from[g];
    const int to = reach.to[g];
    if (from >= to) continue;
    const float left = gts.boxes[g].x1;
    const float right = gts.boxes[g].x2;
    const float h = reach.height[g];
    const float gtArea = gts.areas[g];
    const auto name = static_cast<int>(g);
    int32_t best = 0;
    for (int i = from; i < to; ++i) {
      const float x1 = strip.x1[i];
      const float x2 = strip.x2[i];
      float w = (x2 < right ? x2 : right) - (x1 > left ? x1 : left) + offset;
      w = w > 0 ? w : 0;
      const float inter = w * h;
      const float both = strip.area[i] + gtArea - inter;
      const auto ratio = std::bit_cast<int32_t>(inter / std::max(both, leastUnion));
      // Written without a condition, which would keep the loop from the vector units.
      const int32_t better = -static_cast<int32_t>(ratio > iouBits[i]);
      argmax[i] = (argmax[i] & ~better) | (name & better);
      iouBits[i] = std::max(iouBits[i], ratio);
      best = std::max(best, ratio);
    }
    greatest[g] = std::bit_cast<float>(best);
  }
}

}  // namespace

std::optional<GridRows> gridRowsOf(std::span<const Box> boxes) {
  GridRows out;
  out.period = periodOf(boxes);
  if (out.period == 0) return std::nullopt;
  const auto period = static_cast<size_t>(out.period);
  for (size_t first = 0; first < boxes.size();) {
    int cells = 1;
    for (size_t next = first + period; next < boxes.size() && sameRow(boxes[next], boxes[first]);
         next += period)
      ++cells;
    const size_t end = first + static_cast<size_t>(cells) * period;
    if (cells < shortestRow || end > boxes.size()) return std::nullopt;
    for (int done = 0, taken = 0; done < cells; done += taken) {
      // A last part of a single cell would have no step.
      const int left = cells - done;
      taken = left == GridRows::longest + 1 ? left - 2 : std::min(left, GridRows::longest);
      out.rows.push_back({static_cast<int>(first) + done * out.period, taken});
    }
    first = end;
  }
  return out;
}

bool scanRow(const GridRow& row, int period, std::span<const Box> boxes, std::span<const uint8_t> mask,
             const ScanGts& gts, float offset, float* maxIou, int* argmax, float* greatest) {
  Lanes strip;
  int32_t iouBits[GridRows::longest + lanes];
  int owner[GridRows::longest + lanes];
  Reach reach(gts.boxes.size());
  for (int shape = 0; shape < period; ++shape) {
    const int first = row.first + shape;
    const uint8_t* open = mask.empty() ? nullptr : mask.data() + first;
    if (!fill(strip, row.cells, period, boxes.data() + first, open, offset)) return false;
    findReach(strip, gts.boxes.size(), gts.boxes.data(), offset, reach.height.data(), reach.from.data(),
              reach.to.data());
    scanLanes(strip, gts, reach, offset, iouBits, owner,
              greatest + static_cast<size_t>(shape) * gts.boxes.size());
    for (int k = 0, at = first; k < row.cells; ++k, at += period) {
      maxIou[at] = std::bit_cast<float>(iouBits[k]);
      argmax[at] = open == nullptr || open[k * period] != 0 ? owner[k] : -1;
    }
  }
  return true;
}

}  // namespace anchor
