#include "engine/geometry/overlap_scan.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>
#include <limits>

#include "engine/geometry/iou.h"
#include "engine/geometry/strip_scan.h"

namespace anchor {
namespace {

// Boxes worked on together: few enough for the first cache, many enough for the vector units.
constexpr size_t blockSize = 64;

/// The boxes of one block as five parallel arrays. The padding and the masked boxes overlap nothing.
struct Columns {
  float x1[blockSize], y1[blockSize], x2[blockSize], y2[blockSize], area[blockSize];
};

void fill(Columns& c, const Box* boxes, const uint8_t* mask, size_t count, float offset) {
  constexpr float nowhere = -1e30F;
  for (size_t i = 0; i < count; ++i) {
    const Box& box = boxes[i];
    c.x1[i] = box.x1;
    c.y1[i] = box.y1;
    c.x2[i] = box.x2;
    c.y2[i] = box.y2;
    c.area[i] = (box.x2 - box.x1 + offset) * (box.y2 - box.y1 + offset);
  }
  const auto clear = [&](size_t i) {
    c.x1[i] = c.y1[i] = c.x2[i] = c.y2[i] = nowhere;
    c.area[i] = 1;
  };
  for (size_t i = count; i < blockSize; ++i) clear(i);
  if (mask == nullptr) return;
  for (size_t i = 0; i < count; ++i)
    if (mask[i] == 0) clear(i);
}

/// IoUs of one block with every gt: raises maxIou and argmax, and writes the block's greatest IoU with each
/// gt. Floats that are not negative are ordered as their bits are, and a maximum of integers can be
/// vectorised. No FMA in either clone, so both give the same bits.
__attribute__((target_clones("avx512f", "avx2", "default"))) void scanBlock(
    const Columns& c, const Box* gts, const float* gtAreas, size_t gtCount, float offset,
    float* __restrict maxIou, int* __restrict argmax, float* __restrict greatest) {
  float inter[blockSize];
  for (size_t g = 0; g < gtCount; ++g) {
    const Box gt = gts[g];
    int32_t any = 0;
    for (size_t i = 0; i < blockSize; ++i) {
      const float right = c.x2[i] < gt.x2 ? c.x2[i] : gt.x2;
      const float left = c.x1[i] > gt.x1 ? c.x1[i] : gt.x1;
      const float bottom = c.y2[i] < gt.y2 ? c.y2[i] : gt.y2;
      const float top = c.y1[i] > gt.y1 ? c.y1[i] : gt.y1;
      float w = right - left + offset;
      float h = bottom - top + offset;
      w = w > 0 ? w : 0;
      h = h > 0 ? h : 0;
      inter[i] = w * h;
      any = std::max(any, std::bit_cast<int32_t>(inter[i]));
    }
    greatest[g] = 0;
    if (any == 0) continue;
    int32_t best = 0;
    for (size_t i = 0; i < blockSize; ++i) {
      const float both = c.area[i] + gtAreas[g] - inter[i];
      const float ratio = inter[i] / std::max(both, leastUnion);
      const bool better = ratio > maxIou[i];
      maxIou[i] = better ? ratio : maxIou[i];
      argmax[i] = better ? static_cast<int>(g) : argmax[i];
      best = std::max(best, std::bit_cast<int32_t>(ratio));
    }
    greatest[g] = std::bit_cast<float>(best);
  }
}

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

/// Whether any of the values reaches its tie.
__attribute__((target_clones("avx2", "default"))) bool anyReaches(size_t count,
                                                                  const float* __restrict values,
                                                                  const float* __restrict ties) {
  int reached = 0;
  for (size_t g = 0; g < count; ++g) reached |= values[g] >= ties[g] ? 1 : 0;
  return reached != 0;
}

/// Boxes that tie a gt's best IoU, from the pieces that can hold one.
void collectTies(std::span<const Box> boxes, const ScanGts& gts, const Pieces& all, BoxConvention convention,
                 float tieTolerance, OverlapScan& out) {
  const size_t gtCount = gts.boxes.size();
  std::vector<float> ties(gtCount);
  for (size_t g = 0; g < gtCount; ++g)  // nothing ties a gt that nothing overlaps
    ties[g] = out.bestIou[g] > 0 ? out.bestIou[g] * (1 - tieTolerance) : std::numeric_limits<float>::max();
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

Pieces scanBlocks(std::span<const Box> boxes, std::span<const uint8_t> mask, const ScanGts& gts, float offset,
                  const ForRanges& forRanges, OverlapScan& out) {
  const size_t gtCount = gts.boxes.size();
  const size_t blocks = (boxes.size() + blockSize - 1) / blockSize;
  Pieces pieces{{}, std::vector<float>(blocks * gtCount)};
  for (size_t at = 0; at < boxes.size(); at += blockSize)
    pieces.pieces.push_back({at, std::min(blockSize, boxes.size() - at), 1, false});
  out.argmax.assign(blocks * blockSize, gtCount == 0 ? -1 : 0);
  out.maxIou.assign(blocks * blockSize, 0.0F);
  inRanges(forRanges, blocks, [&](int64_t first, int64_t last) {
    Columns columns;
    for (auto b = static_cast<size_t>(first); b < static_cast<size_t>(last); ++b) {
      const size_t at = b * blockSize;
      fill(columns, boxes.data() + at, mask.empty() ? nullptr : mask.data() + at,
           std::min(blockSize, boxes.size() - at), offset);
      scanBlock(columns, gts.boxes.data(), gts.areas.data(), gtCount, offset, out.maxIou.data() + at,
                out.argmax.data() + at, pieces.greatest.data() + b * gtCount);
    }
  });
  out.argmax.resize(boxes.size());
  out.maxIou.resize(boxes.size());
  for (size_t i = 0; i < mask.size(); ++i)
    if (mask[i] == 0) out.argmax[i] = -1;
  return pieces;
}

/// Nothing when the boxes are no grid.
std::optional<Pieces> scanGrid(std::span<const Box> boxes, std::span<const uint8_t> mask, const ScanGts& gts,
                               float offset, const ForRanges& forRanges, OverlapScan& out) {
  const size_t gtCount = gts.boxes.size();
  if (gtCount == 0) return std::nullopt;
  const std::optional<GridRows> grid = gridRowsOf(boxes);
  if (!grid) return std::nullopt;
  const auto period = static_cast<size_t>(grid->period);
  Pieces pieces{{}, std::vector<float>(grid->rows.size() * period * gtCount)};
  for (const GridRow& row : grid->rows)
    for (size_t shape = 0; shape < period; ++shape)
      pieces.pieces.push_back(
          {static_cast<size_t>(row.first) + shape, static_cast<size_t>(row.cells), period, true});
  out.argmax.resize(boxes.size());
  out.maxIou.resize(boxes.size());
  std::atomic<bool> isGrid = true;
  inRanges(forRanges, grid->rows.size(), [&](int64_t first, int64_t last) {
    const auto from = static_cast<size_t>(first);
    const auto rows = std::span(grid->rows).subspan(from, static_cast<size_t>(last) - from);
    if (!scanRows(rows, grid->period, boxes, mask, gts, offset, out.maxIou.data(), out.argmax.data(),
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
  const float offset = lengthOffset(convention);
  if (!mask.empty() && std::memchr(mask.data(), 0, mask.size()) == nullptr) mask = {};
  std::vector<float> gtAreas;
  for (const Box& gt : gtBoxes) gtAreas.push_back(area(gt, convention));
  const ScanGts gts{gtBoxes, gtAreas};
  OverlapScan out{{}, {}, std::vector<float>(gtCount, 0.0F), std::vector<int>(gtCount, -1), {}};
  std::optional<Pieces> grid = scanGrid(boxes, mask, gts, offset, forRanges, out);
  const Pieces pieces = grid ? *std::move(grid) : scanBlocks(boxes, mask, gts, offset, forRanges, out);
  for (size_t piece = 0; piece < pieces.pieces.size(); ++piece)
    for (size_t g = 0; g < gtCount; ++g)
      out.bestIou[g] = std::max(out.bestIou[g], pieces.greatest[piece * gtCount + g]);
  collectTies(boxes, gts, pieces, convention, tieTolerance, out);
  return out;
}

}  // namespace anchor
