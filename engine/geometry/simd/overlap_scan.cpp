// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/overlap_scan.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <limits>

#include "engine/geometry/iou.h"
#include "engine/geometry/simd/strip_scan.h"

// Highway compiles what stands before HWY_ONCE once for each kind of vector unit, and takes the best that the
// CPU has. No FMA (-ffp-contract=off), so all give the same bits; the operations are those of iou().
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/geometry/simd/overlap_scan.cpp"
#include <hwy/foreach_target.h>
// After it.
#include <hwy/highway.h>

#ifndef ANCHOR_OVERLAP_BLOCK
#define ANCHOR_OVERLAP_BLOCK
namespace anchor {

/// Boxes worked on together: few enough for the first cache, many enough for the vector units.
struct Block {
  static constexpr size_t size = 64;
  Box boxes[size];
  float area[size];  ///< infinite where masked and behind the end: an IoU of 0
  float x1[size], y1[size], x2[size], y2[size];
  float maxIou[size];
  int32_t argmax[size];
};

}  // namespace anchor
#endif

HWY_BEFORE_NAMESPACE();
namespace anchor::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, BoxColumns::together>;
using Ints = hn::RebindToSigned<Floats>;

/// The IoUs of the block's boxes with one gt: raises maxIou and argmax, returns the greatest.
float scanGt(Block& block, const ScanGts& gts, size_t g) {
  const Floats d;
  const auto zero = hn::Zero(d);
  const auto offset = hn::Set(d, gts.offset);
  const Box& gt = gts.boxes[g];
  auto most = zero;
  for (size_t i = 0; i < Block::size; i += hn::Lanes(d)) {
    const auto right = hn::Min(hn::LoadU(d, block.x2 + i), hn::Set(d, gt.x2));
    const auto left = hn::Max(hn::LoadU(d, block.x1 + i), hn::Set(d, gt.x1));
    const auto bottom = hn::Min(hn::LoadU(d, block.y2 + i), hn::Set(d, gt.y2));
    const auto top = hn::Max(hn::LoadU(d, block.y1 + i), hn::Set(d, gt.y1));
    const auto w = hn::Max(hn::Add(hn::Sub(right, left), offset), zero);
    const auto h = hn::Max(hn::Add(hn::Sub(bottom, top), offset), zero);
    const auto inter = hn::Mul(w, h);
    const auto gtArea = hn::Set(d, gts.columns.area[g]);
    const auto both = hn::Sub(hn::Add(hn::LoadU(d, block.area + i), gtArea), inter);
    const auto iou = hn::IfThenElseZero(hn::Gt(both, zero), hn::Div(inter, both));
    const auto best = hn::LoadU(d, block.maxIou + i);
    const auto better = hn::Gt(iou, best);
    const auto argmax = hn::LoadU(Ints(), block.argmax + i);
    const auto name = hn::Set(Ints(), static_cast<int32_t>(g));
    hn::StoreU(hn::Max(iou, best), d, block.maxIou + i);
    hn::StoreU(hn::IfThenElse(hn::RebindMask(Ints(), better), name, argmax), Ints(), block.argmax + i);
    most = hn::Max(most, iou);
  }
  return hn::GetLane(hn::MaxOfLanes(d, most));
}

/// IoUs of a block with all gts: maxIou and argmax of the boxes, greatest of the gts.
void scanBlock(Block& block, const ScanGts& gts, float* greatest) {
  const Floats d;
  for (size_t i = 0; i < Block::size; i += hn::Lanes(d)) {
    hn::Vec<Floats> x1, y1, x2, y2;
    hn::LoadInterleaved4(d, &block.boxes[i].x1, x1, y1, x2, y2);
    hn::StoreU(x1, d, block.x1 + i);
    hn::StoreU(y1, d, block.y1 + i);
    hn::StoreU(x2, d, block.x2 + i);
    hn::StoreU(y2, d, block.y2 + i);
  }
  std::fill_n(block.maxIou, Block::size, 0.0F);
  std::fill_n(block.argmax, Block::size, 0);
  for (size_t g = 0; g < gts.boxes.size(); ++g) greatest[g] = scanGt(block, gts, g);
}

}  // namespace anchor::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace anchor {

HWY_EXPORT(scanBlock);

namespace {

/// Boxes first, first + stride, … that were scanned together.
struct Piece {
  size_t first, count, stride;
  bool even;  ///< at even steps to the right
};
struct Pieces {
  std::vector<Piece> pieces;
  std::vector<float> greatest;  ///< [pieces][gts]: the greatest IoU
};

/// The boxes of the piece that can meet the gt.
Reach reachIn(const Piece& piece, std::span<const Box> boxes, const Box& gt, float offset) {
  if (!piece.even) return {0, static_cast<int>(piece.count)};
  const Box& first = boxes[piece.first];
  const float step = boxes[piece.first + piece.stride].x1 - first.x1;
  return reachOf(first, step, static_cast<int>(piece.count), gt, offset);
}

/// Whether any of the values reaches its tie. No condition, so that the compiler works on many at once.
bool anyReaches(size_t count, const float* values, const float* ties) {
  int reached = 0;
  for (size_t g = 0; g < count; ++g) reached |= values[g] >= ties[g] ? 1 : 0;
  return reached != 0;
}

/// Boxes that tie a gt's best IoU, from the pieces that can hold one.
void collectTies(std::span<const Box> boxes, const ScanGts& gts, const Pieces& all, BoxConvention convention,
                 float tieTolerance, OverlapScan& out) {
  const size_t gtCount = gts.boxes.size();
  std::vector<float> ties;
  for (const float best : out.bestIou) ties.push_back(leastTie(best, tieTolerance));
  std::vector<std::pair<size_t, int>> found;  // gt, box
  for (size_t p = 0; p < all.pieces.size(); ++p) {
    const float* greatest = all.greatest.data() + p * gtCount;
    if (!anyReaches(gtCount, greatest, ties.data())) continue;
    const Piece& piece = all.pieces[p];
    for (size_t g = 0; g < gtCount; ++g) {
      if (greatest[g] < ties[g]) continue;
      const auto [from, to] = reachIn(piece, boxes, gts.boxes[g], lengthOffset(convention));
      for (int k = from; k < to; ++k) {
        const size_t i = piece.first + static_cast<size_t>(k) * piece.stride;
        if (out.maxIou[i] >= ties[g] && iou(boxes[i], gts.boxes[g], convention) >= ties[g])  // 0 where masked
          found.emplace_back(g, static_cast<int>(i));
      }
    }
  }
  std::ranges::sort(found);
  for (const auto& [g, box] : found) {
    if (out.bestBox[g] < 0) out.bestBox[g] = box;
    out.ties.push_back(box);
  }
}

Pieces scanBlocks(std::span<const Box> boxes, std::span<const uint8_t> mask, const ScanGts& gts,
                  BoxConvention convention, const ForRanges& forRanges, OverlapScan& out) {
  const size_t gtCount = gts.boxes.size();
  const size_t blocks = (boxes.size() + Block::size - 1) / Block::size;
  Pieces pieces{{}, std::vector<float>(blocks * gtCount)};
  for (size_t at = 0; at < boxes.size(); at += Block::size)
    pieces.pieces.push_back({at, std::min(Block::size, boxes.size() - at), 1, false});
  inRanges(forRanges, blocks, [&](int64_t first, int64_t last) {
    Block block;
    for (auto b = static_cast<size_t>(first); b < static_cast<size_t>(last); ++b) {
      const auto [at, count, stride, even] = pieces.pieces[b];
      const auto isOpen = [&](size_t k) { return k < count && (mask.empty() || mask[at + k] != 0); };
      for (size_t k = 0; k < Block::size; ++k) {
        block.boxes[k] = boxes[at + std::min(k, count - 1)];
        block.area[k] = isOpen(k) ? area(block.boxes[k], convention) : std::numeric_limits<float>::infinity();
      }
      HWY_DYNAMIC_DISPATCH(scanBlock)(block, gts, pieces.greatest.data() + b * gtCount);
      for (size_t k = 0; k < count; ++k) {
        out.maxIou[at + k] = block.maxIou[k];
        out.argmax[at + k] = isOpen(k) ? block.argmax[k] : -1;
      }
    }
  });
  return pieces;
}

/// Nothing when the boxes are no grid.
std::optional<Pieces> scanGrid(std::span<const Box> boxes, std::span<const uint8_t> mask, const ScanGts& gts,
                               const ForRanges& forRanges, OverlapScan& out) {
  const size_t gtCount = gts.boxes.size();
  const std::optional<GridRows> grid = gridRowsOf(boxes);
  if (!grid) return std::nullopt;
  const auto period = static_cast<size_t>(grid->period);
  Pieces pieces{{}, std::vector<float>(grid->rows.size() * period * gtCount)};
  for (const GridRow& row : grid->rows)
    for (size_t shape = 0; shape < period; ++shape)
      pieces.pieces.push_back(
          {static_cast<size_t>(row.first) + shape, static_cast<size_t>(row.cells), period, true});
  std::atomic<bool> isGrid = true;
  inRanges(forRanges, grid->rows.size(), [&](int64_t first, int64_t last) {
    const auto from = static_cast<size_t>(first);
    const auto rows = std::span(grid->rows).subspan(from, static_cast<size_t>(last) - from);
    if (!scanRows(rows, grid->period, boxes, mask, gts, out.maxIou.data(), out.argmax.data(),
                  pieces.greatest.data() + from * period * gtCount))
      isGrid = false;
  });
  return isGrid ? std::optional(std::move(pieces)) : std::nullopt;
}

}  // namespace

OverlapScan scanOverlaps(std::span<const Box> boxes, std::span<const uint8_t> mask,
                         std::span<const Box> gtBoxes, BoxConvention convention, float tieTolerance,
                         const ForRanges& forRanges) {
  const size_t gtCount = gtBoxes.size();
  OverlapScan out(boxes.size(), gtCount);
  if (gtBoxes.empty()) return out;
  if (!mask.empty() && std::memchr(mask.data(), 0, mask.size()) == nullptr) mask = {};
  const ScanGts gts(gtBoxes, convention);
  std::optional<Pieces> grid = scanGrid(boxes, mask, gts, forRanges, out);
  const Pieces pieces = grid ? *std::move(grid) : scanBlocks(boxes, mask, gts, convention, forRanges, out);
  for (size_t piece = 0; piece < pieces.pieces.size(); ++piece)
    for (size_t g = 0; g < gtCount; ++g)
      out.bestIou[g] = std::max(out.bestIou[g], pieces.greatest[piece * gtCount + g]);
  collectTies(boxes, gts, pieces, convention, tieTolerance, out);
  return out;
}

}  // namespace anchor
#endif
