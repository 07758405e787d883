// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/suppression.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "engine/geometry/iou.h"
#include "engine/geometry/kept_boxes.h"

namespace anchor {

std::vector<int> orderByScore(std::span<const float> scores) {
  // One number that rises as the score falls, then as the index rises.
  std::vector<uint64_t> keys(scores.size());
  for (size_t i = 0; i < scores.size(); ++i) {
    const float score = std::isnan(scores[i]) ? -std::numeric_limits<float>::infinity() : scores[i] + 0.0F;
    const auto bits = std::bit_cast<uint32_t>(score);
    const uint32_t falling = (bits >> 31) != 0 ? bits : ~(bits | 0x80000000U);
    keys[i] = uint64_t{falling} << 32 | i;
  }
  std::sort(keys.begin(), keys.end());
  std::vector<int> order(scores.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(keys[i] & 0xFFFFFFFFU);
  return order;
}

namespace {

/// Candidates best first, as parallel arrays; by[i] = index (into the caller's boxes) of the kept box that
/// removed candidate i, or -1.
struct Candidates {
  std::vector<float> x1, y1, x2, y2, area;
  std::vector<int> index;
  std::vector<int32_t> by;
  [[nodiscard]] size_t size() const { return index.size(); }
  [[nodiscard]] Box box(size_t i) const { return {x1[i], y1[i], x2[i], y2[i]}; }
};

Candidates sortedCandidates(std::span<const Box> boxes, std::vector<int> order, BoxConvention convention) {
  Candidates c;
  for (auto* column : {&c.x1, &c.y1, &c.x2, &c.y2, &c.area}) column->reserve(order.size());
  for (const int i : order) {
    c.x1.push_back(boxes[i].x1);
    c.y1.push_back(boxes[i].y1);
    c.x2.push_back(boxes[i].x2);
    c.y2.push_back(boxes[i].y2);
    c.area.push_back(area(boxes[i], convention));
  }
  c.by.assign(order.size(), -1);
  c.index = std::move(order);
  return c;
}

/// Marks candidates [0, n) that overlap `kept` by more than `threshold` and are not marked yet. The same
/// divisions as iou(), so that a threshold means the same everywhere. Without branches, for eight at a time.
__attribute__((target_clones("avx2", "default"))) void markRange(
    size_t n, const float* __restrict x1, const float* __restrict y1, const float* __restrict x2,
    const float* __restrict y2, const float* __restrict areas, Box kept, float keptArea, float offset,
    float threshold, int32_t keptIndex, int32_t* __restrict by) {
  for (size_t i = 0; i < n; ++i) {
    const float right = x2[i] < kept.x2 ? x2[i] : kept.x2;
    const float left = x1[i] > kept.x1 ? x1[i] : kept.x1;
    const float bottom = y2[i] < kept.y2 ? y2[i] : kept.y2;
    const float top = y1[i] > kept.y1 ? y1[i] : kept.y1;
    float w = right - left + offset;
    float h = bottom - top + offset;
    w = w > 0 ? w : 0;
    h = h > 0 ? h : 0;
    const float inter = w * h;
    const float both = areas[i] + keptArea - inter;
    const float ratio = inter / std::max(both, leastUnion);
    const int32_t marked = ratio > threshold ? keptIndex : -1;
    by[i] = by[i] < 0 ? marked : by[i];
  }
}

/// Marks [from, to) by candidate k.
void mark(Candidates& c, size_t k, size_t from, size_t to, float threshold, BoxConvention convention) {
  markRange(to - from, c.x1.data() + from, c.y1.data() + from, c.x2.data() + from, c.y2.data() + from,
            c.area.data() + from, c.box(k), c.area[k], lengthOffset(convention), threshold, c.index[k],
            c.by.data() + from);
}

/// Drops the candidates before `from` and the marked ones, whose outcome is noted.
void compact(Candidates& c, size_t from, Suppression& result) {
  size_t to = 0;
  for (size_t i = from; i < c.size(); ++i) {
    if (c.by[i] >= 0) {
      result.suppressedBy[c.index[i]] = c.by[i];
      continue;
    }
    for (auto* column : {&c.x1, &c.y1, &c.x2, &c.y2, &c.area}) (*column)[to] = (*column)[i];
    c.index[to] = c.index[i];
    ++to;
  }
  for (auto* column : {&c.x1, &c.y1, &c.x2, &c.y2, &c.area}) column->resize(to);
  c.index.resize(to);
  c.by.assign(to, -1);
}

constexpr size_t blockSize = 128;   // candidates decided together before the rest is looked at
constexpr size_t chunkSize = 1024;  // of the rest, so that its six columns stay in the first cache

constexpr size_t fewBoxes = 256;  // up to here comparing with all is faster

bool suitsCells(std::span<const Box> boxes, float threshold, BoxConvention convention) {
  return boxes.size() > fewBoxes && KeptBoxes::suits(threshold) &&
         std::ranges::all_of(boxes, [&](const Box& box) { return KeptBoxes::places(box, convention); });
}

Suppression suppressByCells(std::span<const Box> boxes, const std::vector<int>& order, float threshold,
                            BoxConvention convention, size_t most) {
  Suppression result{{}, std::vector<int>(boxes.size(), -1)};
  KeptBoxes kept(threshold, convention, std::min(most, boxes.size()));
  for (const int i : order) {
    if (result.keep.size() >= most) break;
    const Box& box = boxes[static_cast<size_t>(i)];
    if (const int by = kept.firstAbove(box); by >= 0) {
      result.suppressedBy[static_cast<size_t>(i)] = result.keep[static_cast<size_t>(by)];
      continue;
    }
    result.keep.push_back(i);
    kept.add(box);
  }
  return result;
}

Suppression suppressByAll(std::span<const Box> boxes, std::vector<int> order, float threshold,
                          BoxConvention convention, size_t most) {
  Suppression result{{}, std::vector<int>(boxes.size(), -1)};
  Candidates c = sortedCandidates(boxes, std::move(order), convention);
  while (c.size() > 0 && result.keep.size() < most) {
    const size_t block = std::min(blockSize, c.size());
    std::vector<size_t> kept;
    for (size_t k = 0; k < block && result.keep.size() < most; ++k) {
      if (c.by[k] >= 0) {
        result.suppressedBy[c.index[k]] = c.by[k];
        continue;
      }
      kept.push_back(k);
      result.keep.push_back(c.index[k]);
      mark(c, k, k + 1, block, threshold, convention);
    }
    if (result.keep.size() >= most) break;
    for (size_t from = block; from < c.size(); from += chunkSize)
      for (const size_t k : kept)
        mark(c, k, from, std::min(from + chunkSize, c.size()), threshold, convention);
    compact(c, block, result);
  }
  return result;
}

}  // namespace

Suppression suppress(std::span<const Box> boxes, std::span<const float> scores, float threshold,
                     BoxConvention convention, size_t most) {
  std::vector<int> order = orderByScore(scores);
  return suitsCells(boxes, threshold, convention)
             ? suppressByCells(boxes, order, threshold, convention, most)
             : suppressByAll(boxes, std::move(order), threshold, convention, most);
}

}  // namespace anchor
