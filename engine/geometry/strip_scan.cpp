#include "engine/geometry/strip_scan.h"

#include <bit>
#include <cmath>

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

/// False when the boxes are no strip.
bool fill(Lanes& to, int count, int period, const Box* boxes, const uint8_t* mask, float offset) {
  const float step = boxes[period].x1 - boxes[0].x1;
  to.count = count;
  to.first = boxes[0];
  to.perPixel = 1 / step;
  for (int k = 0; k < count; ++k) {
    const Box& box = boxes[k * period];
    to.x1[k] = box.x1;
    to.y1[k] = box.y1;
    to.x2[k] = box.x2;
    to.y2[k] = box.y2;
  }
  if (!isStrip(to, step)) return false;
  for (int k = 0; k < count; ++k)
    to.area[k] = (to.x2[k] - to.x1[k] + offset) * (to.y2[k] - to.y1[k] + offset);
  for (int k = 0; mask != nullptr && k < count; ++k)
    if (mask[k * period] == 0) to.x1[k] = to.x2[k] = nowhere;
  for (int k = count; k % lanes != 0; ++k) {
    to.x1[k] = to.x2[k] = nowhere;
    to.area[k] = 1;
  }
  return true;
}

/// Floats that are not negative are ordered as their bits are, and a maximum of integers can be vectorised.
/// No FMA in any clone, so all give the same bits; the operations are those of iou().
__attribute__((target_clones("avx512f", "avx2", "default"))) void scanLanes(const Lanes& strip,
                                                                            const ScanGts& gts, float offset,
                                                                            int32_t* __restrict iouBits,
                                                                            int* __restrict argmax,
                                                                            float* __restrict greatest) {
  const auto count = static_cast<float>(strip.count);
  for (int i = 0; i < strip.count + lanes; ++i) iouBits[i] = argmax[i] = 0;
  for (size_t g = 0; g < gts.boxes.size(); ++g) {
    const Box gt = gts.boxes[g];
    const float bottom = strip.first.y2 < gt.y2 ? strip.first.y2 : gt.y2;
    const float top = strip.first.y1 > gt.y1 ? strip.first.y1 : gt.y1;
    const float h = bottom - top + offset;
    greatest[g] = 0;
    if (!(h > 0)) continue;
    // The boxes that can meet it, and one more on either side for what rounding may take.
    const float left = (gt.x1 - offset - strip.first.x2) * strip.perPixel - 1;
    const float right = (gt.x2 + offset - strip.first.x1) * strip.perPixel + 2;
    const int from = static_cast<int>(std::clamp(left, 0.0F, count)) / lanes * lanes;
    const int to = (static_cast<int>(std::clamp(right, 0.0F, count)) + lanes - 1) / lanes * lanes;
    const float gtArea = gts.areas[g];
    const auto name = static_cast<int>(g);
    int32_t best = 0;
    for (int i = from; i < to; ++i) {
      const float x1 = strip.x1[i];
      const float x2 = strip.x2[i];
      float w = (x2 < gt.x2 ? x2 : gt.x2) - (x1 > gt.x1 ? x1 : gt.x1) + offset;
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
  for (int shape = 0; shape < period; ++shape) {
    const int first = row.first + shape;
    const uint8_t* open = mask.empty() ? nullptr : mask.data() + first;
    if (!fill(strip, row.cells, period, boxes.data() + first, open, offset)) return false;
    scanLanes(strip, gts, offset, iouBits, owner, greatest + static_cast<size_t>(shape) * gts.boxes.size());
    for (int k = 0, at = first; k < row.cells; ++k, at += period) {
      maxIou[at] = std::bit_cast<float>(iouBits[k]);
      argmax[at] = open == nullptr || open[k * period] != 0 ? owner[k] : -1;
    }
  }
  return true;
}

}  // namespace anchor
