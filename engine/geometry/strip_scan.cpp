#include "engine/geometry/strip_scan.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "engine/geometry/box_pair.h"
#include "engine/geometry/iou.h"

namespace anchor {
namespace {

constexpr int lanes = 8;
constexpr int shortestRow = 8;
constexpr int mostPerCell = 64;
constexpr float nowhere = -1e30F;

/// The least number of whole vectors of lanes.
constexpr int paddedLanes(int count) { return (count + lanes - 1) & -lanes; }

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

/// The ends along x of the boxes of one shape in one row.
struct Ends {
  float x1[GridRows::longest], x2[GridRows::longest];
};

using Four = float __attribute__((vector_size(16)));

/// `count` boxes, `period` apart. Four at a time: rows become columns in six steps in place of eight copies.
void takeEnds(const Box* boxes, ptrdiff_t period, int count, Ends& to) {
  int k = 0;
  for (; k + 4 <= count; k += 4) {
    Four row[4];
    for (int i = 0; i < 4; ++i) std::memcpy(&row[i], boxes + (k + i) * period, sizeof(Box));
    const Four ends01 = __builtin_shufflevector(row[0], row[1], 0, 4, 2, 6);  // x1 x1 x2 x2
    const Four ends23 = __builtin_shufflevector(row[2], row[3], 0, 4, 2, 6);
    const Four x1 = __builtin_shufflevector(ends01, ends23, 0, 1, 4, 5);
    const Four x2 = __builtin_shufflevector(ends01, ends23, 2, 3, 6, 7);
    std::memcpy(to.x1 + k, &x1, sizeof x1);
    std::memcpy(to.x2 + k, &x2, sizeof x2);
  }
  for (; k < count; ++k) {
    to.x1[k] = boxes[k * period].x1;
    to.x2[k] = boxes[k * period].x2;
  }
}

/// Steps of the same length, to the right.
bool isEven(const Ends& ends, int count, float step) {
  const float slack = 0.01F * step;
  int odd = step > 0 ? 0 : 1;
  for (int k = 0; k < count; ++k) {
    const float shift = static_cast<float>(k) * step;
    odd |= static_cast<int>(std::abs(ends.x1[k] - ends.x1[0] - shift) > slack) |
           static_cast<int>(std::abs(ends.x2[k] - ends.x2[0] - shift) > slack);
  }
  return odd == 0;
}

/// What the strips of one shape have along x in all rows of a band. The lanes behind the end overlap nothing.
struct Columns {
  std::vector<int> from, to;       ///< [gts] the lanes that the gt can meet
  std::vector<float> common;       ///< [gts][lanes] what box and gt have in common, known between from and to
  float width[GridRows::longest];  ///< of the boxes
};

/// What the boxes have in common with the gt along x; 0 where nothing.
__attribute__((target_clones("avx512f", "avx2", "default"))) void findCommon(const Ends& ends, Box gt,
                                                                             float offset, int from, int to,
                                                                             float* __restrict common) {
  for (int i = from; i < to; ++i) {
    const float right = ends.x2[i] < gt.x2 ? ends.x2[i] : gt.x2;
    const float left = ends.x1[i] > gt.x1 ? ends.x1[i] : gt.x1;
    const float w = right - left + offset;
    common[i] = w > 0 ? w : 0;
  }
}

/// False when the boxes are not at even steps.
bool fill(Columns& columns, const Box* boxes, ptrdiff_t period, int count, const ScanGts& gts, float offset) {
  Ends ends;
  takeEnds(boxes, period, count, ends);
  const float step = ends.x1[1] - ends.x1[0];
  if (!isEven(ends, count, step)) return false;
  const int padded = paddedLanes(count);
  for (int k = count; k < padded; ++k) ends.x1[k] = ends.x2[k] = nowhere;
  for (int k = 0; k < padded; ++k) columns.width[k] = ends.x2[k] - ends.x1[k] + offset;
  columns.from.resize(gts.boxes.size());
  columns.to.resize(gts.boxes.size());
  columns.common.resize(gts.boxes.size() * static_cast<size_t>(padded));
  for (size_t g = 0; g < gts.boxes.size(); ++g) {
    const Box& gt = gts.boxes[g];
    const auto [from, to] = reachOf({ends.x1[0], 0, ends.x2[0], 0}, step, count, gt, offset);
    columns.from[g] = from & -lanes;
    columns.to[g] = paddedLanes(to);
    findCommon(ends, gt, offset, columns.from[g], columns.to[g],
               columns.common.data() + g * static_cast<size_t>(padded));
  }
  return true;
}

/// What the boxes of one shape in one row have along y.
struct Strip {
  alignas(64) float area[GridRows::longest];  ///< infinite where masked, so that nothing overlaps it
  std::vector<float> common;  ///< [gts] the height that box and gt have in common; none where <= 0
};

/// What the boxes of a row have in common with each gt along y; <= 0 where nothing.
__attribute__((target_clones("avx512f", "avx2", "default"))) void findHeights(
    float y1, float y2, size_t gtCount, const Box* __restrict gts, float offset, float* __restrict common) {
  for (size_t g = 0; g < gtCount; ++g) {
    const float bottom = y2 < gts[g].y2 ? y2 : gts[g].y2;
    const float top = y1 > gts[g].y1 ? y1 : gts[g].y1;
    common[g] = bottom - top + offset;
  }
}

void fill(Strip& strip, const Columns& columns, const Box& first, const uint8_t* mask, ptrdiff_t period,
          int count, const ScanGts& gts, float offset) {
  const float height = first.y2 - first.y1 + offset;
  const int padded = paddedLanes(count);
  for (int k = 0; k < padded; ++k) strip.area[k] = columns.width[k] * height;
  for (int k = 0; mask != nullptr && k < count; ++k)
    if (mask[k * period] == 0) strip.area[k] = std::numeric_limits<float>::infinity();
  findHeights(first.y1, first.y2, gts.boxes.size(), gts.boxes.data(), offset, strip.common.data());
}

/// IoUs of one strip with every gt. Floats that are not negative are ordered as their bits are, and a maximum
/// of integers can be vectorised; with a constant number of lanes the loop needs no remainder. No FMA in any
/// clone, so all give the same bits; the operations are those of iou().
__attribute__((target_clones("avx512f", "avx2", "default"))) void scanLanes(
    const Columns& columns, const Strip& strip, int count, const float* gtAreas, size_t gtCount,
    int32_t* __restrict iouBits, int* __restrict argmax, float* __restrict greatest) {
  const auto padded = static_cast<size_t>(paddedLanes(count));
  for (size_t i = 0; i < padded; ++i) iouBits[i] = argmax[i] = 0;
  for (size_t g = 0; g < gtCount; ++g) {
    greatest[g] = 0;
    const float h = strip.common[g];
    if (!(h > 0)) continue;
    const float* common = columns.common.data() + g * padded;
    const float gtArea = gtAreas[g];
    const auto name = static_cast<int>(g);
    int32_t best[lanes] = {};
    const int to = columns.to[g];
    for (int first = columns.from[g]; first < to; first += lanes)
      for (int k = 0; k < lanes; ++k) {
        const int i = first + k;
        const float inter = common[i] * h;
        const float both = strip.area[i] + gtArea - inter;
        const auto ratio = std::bit_cast<int32_t>(inter / std::max(both, leastUnion));
        // Written without a condition, which would keep the loop from the vector units.
        const int32_t better = -static_cast<int32_t>(ratio > iouBits[i]);
        argmax[i] = (argmax[i] & ~better) | (name & better);
        iouBits[i] = std::max(iouBits[i], ratio);
        best[k] = std::max(best[k], ratio);
      }
    int32_t most = 0;
    for (int k = 0; k < lanes; ++k) most = std::max(most, best[k]);
    greatest[g] = std::bit_cast<float>(most);
  }
}

/// Whether the boxes of a row begin and end along x where those of `above` do, and along y where its first
/// cell's do. Two boxes at a time, hence two cells at a time.
__attribute__((target_clones("avx2", "default"))) bool isLike(const Box* row, const Box* above,
                                                              ptrdiff_t period, int cells) {
  Box heads[2 * mostPerCell];
  for (ptrdiff_t k = 0; k < period; ++k) heads[k] = heads[k + period] = row[k];
  const BoxPairBits alongX{-1, 0, -1, 0, -1, 0, -1, 0};
  BoxPairBits same = alongX | ~alongX;
  const ptrdiff_t count = cells * period;
  ptrdiff_t i = 0;
  for (; i + 2 * period <= count; i += 2 * period)
    for (ptrdiff_t k = 0; k < 2 * period; k += 2) {
      BoxPair pair, over, head;
      takePair(row + i + k, pair);
      takePair(above + i + k, over);
      takePair(heads + k, head);
      same &= ((pair == over) & alongX) | ((pair == head) & ~alongX);
    }
  bool like = allSet(same);
  for (; i < count; ++i)
    like &= (row[i].x1 == above[i].x1) & (row[i].x2 == above[i].x2) & sameRow(row[i], heads[i % period]);
  return like;
}

}  // namespace

Reach reachOf(const Box& first, float step, int count, const Box& gt, float offset) {
  // In this order what is not a number becomes 0.
  const auto lane = [&](float at) {
    return static_cast<int>(std::min(std::max(0.0F, at), static_cast<float>(count)));
  };
  return {lane((gt.x1 - offset - first.x2) / step - 1), lane((gt.x2 + offset - first.x1) / step + 2)};
}

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

bool scanRows(std::span<const GridRow> rows, int period, std::span<const Box> boxes,
              std::span<const uint8_t> mask, const ScanGts& gts, float offset, float* maxIou, int* argmax,
              float* greatest) {
  const size_t gtCount = gts.boxes.size();
  std::vector<Columns> columns(static_cast<size_t>(period));
  Strip strip{{}, std::vector<float>(gtCount)};
  alignas(64) int32_t iouBits[GridRows::longest];
  alignas(64) int owner[GridRows::longest];
  const Box* above = nullptr;
  int cellsAbove = 0;
  for (const auto [start, cells] : rows) {
    const Box* row = boxes.data() + start;
    if (above == nullptr || cells != cellsAbove || !isLike(row, above, period, cells)) {
      if (!isLike(row, row, period, cells)) return false;
      for (int shape = 0; shape < period; ++shape)
        if (!fill(columns[static_cast<size_t>(shape)], row + shape, period, cells, gts, offset)) return false;
      above = row;
      cellsAbove = cells;
    }
    for (int shape = 0; shape < period; ++shape, greatest += gtCount) {
      const Columns& own = columns[static_cast<size_t>(shape)];
      const int first = start + shape;
      const uint8_t* open = mask.empty() ? nullptr : mask.data() + first;
      fill(strip, own, row[shape], open, period, cells, gts, offset);
      scanLanes(own, strip, cells, gts.areas.data(), gtCount, iouBits, owner, greatest);
      for (int k = 0, at = first; k < cells; ++k, at += period) {
        maxIou[at] = std::bit_cast<float>(iouBits[k]);
        argmax[at] = open == nullptr || open[at - first] != 0 ? owner[k] : -1;
      }
    }
  }
  return true;
}

}  // namespace anchor
