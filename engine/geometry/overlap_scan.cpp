#include "engine/geometry/overlap_scan.h"

#include <algorithm>
#include <bit>

#include "engine/geometry/iou.h"

namespace anchor {
namespace {

// Boxes worked on together: few enough for the first cache, many enough for the vector units.
constexpr size_t blockSize = 64;

/// Boxes as five parallel arrays, padded to whole blocks. The padding and the masked boxes overlap nothing.
struct Columns {
  std::vector<float> x1, y1, x2, y2, area;
};

Columns columnsOf(std::span<const Box> boxes, std::span<const uint8_t> mask, BoxConvention convention) {
  constexpr float nowhere = -1e30F;
  const size_t padded = (boxes.size() + blockSize - 1) / blockSize * blockSize;
  Columns c;
  for (auto* column : {&c.x1, &c.y1, &c.x2, &c.y2}) column->assign(padded, nowhere);
  c.area.assign(padded, 1.0F);
  for (size_t i = 0; i < boxes.size(); ++i) {
    if (!mask.empty() && mask[i] == 0) continue;
    c.x1[i] = boxes[i].x1;
    c.y1[i] = boxes[i].y1;
    c.x2[i] = boxes[i].x2;
    c.y2[i] = boxes[i].y2;
    c.area[i] = area(boxes[i], convention);
  }
  return c;
}

/// IoUs of one block with every gt: raises maxIou and argmax, and writes the block's greatest IoU with each
/// gt. Floats that are not negative are ordered as their bits are, and a maximum of integers can be
/// vectorised. No FMA in either clone, so both give the same bits.
__attribute__((target_clones("avx512f", "avx2", "default"))) void scanBlock(
    const float* __restrict x1, const float* __restrict y1, const float* __restrict x2,
    const float* __restrict y2, const float* __restrict areas, const Box* gts, const float* gtAreas,
    size_t gtCount, float offset, float* __restrict maxIou, int* __restrict argmax, float* greatest) {
  float inter[blockSize];
  for (size_t g = 0; g < gtCount; ++g) {
    const Box gt = gts[g];
    int32_t any = 0;
    for (size_t i = 0; i < blockSize; ++i) {
      const float right = x2[i] < gt.x2 ? x2[i] : gt.x2;
      const float left = x1[i] > gt.x1 ? x1[i] : gt.x1;
      const float bottom = y2[i] < gt.y2 ? y2[i] : gt.y2;
      const float top = y1[i] > gt.y1 ? y1[i] : gt.y1;
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
      const float both = areas[i] + gtAreas[g] - inter[i];
      const float ratio = inter[i] / (both > 0 ? both : 1.0F);
      const bool better = ratio > maxIou[i];
      maxIou[i] = better ? ratio : maxIou[i];
      argmax[i] = better ? static_cast<int>(g) : argmax[i];
      best = std::max(best, std::bit_cast<int32_t>(ratio));
    }
    greatest[g] = std::bit_cast<float>(best);
  }
}

/// Boxes that tie a gt's best IoU, from the blocks that can hold one.
void collectTies(std::span<const Box> boxes, std::span<const uint8_t> mask, const Box& gt, size_t g,
                 const std::vector<float>& greatest, size_t gtCount, BoxConvention convention,
                 float tieTolerance, OverlapScan& out) {
  const float tie = out.bestIou[g] * (1 - tieTolerance);
  for (size_t block = 0; block * blockSize < boxes.size(); ++block) {
    if (greatest[block * gtCount + g] < tie) continue;
    const size_t end = std::min(boxes.size(), (block + 1) * blockSize);
    for (size_t i = block * blockSize; i < end; ++i) {
      if ((!mask.empty() && mask[i] == 0) || iou(boxes[i], gt, convention) < tie) continue;
      if (out.bestBox[g] < 0) out.bestBox[g] = static_cast<int>(i);
      out.ties.push_back(static_cast<int>(i));
    }
  }
}

}  // namespace

OverlapScan scanOverlaps(std::span<const Box> boxes, std::span<const uint8_t> mask,
                         std::span<const Box> gtBoxes, BoxConvention convention, float tieTolerance,
                         const ForRanges& forRanges) {
  const Columns c = columnsOf(boxes, mask, convention);
  const size_t blocks = c.x1.size() / blockSize;
  const size_t gtCount = gtBoxes.size();
  std::vector<float> gtAreas;
  for (const Box& gt : gtBoxes) gtAreas.push_back(area(gt, convention));
  OverlapScan out{std::vector<int>(c.x1.size(), gtBoxes.empty() ? -1 : 0),
                  std::vector<float>(c.x1.size(), 0.0F),
                  std::vector<float>(gtCount, 0.0F),
                  std::vector<int>(gtCount, -1),
                  {}};
  std::vector<float> greatest(blocks * gtCount);
  const auto scan = [&](int64_t first, int64_t last) {
    for (auto b = static_cast<size_t>(first); b < static_cast<size_t>(last); ++b) {
      const size_t at = b * blockSize;
      scanBlock(c.x1.data() + at, c.y1.data() + at, c.x2.data() + at, c.y2.data() + at, c.area.data() + at,
                gtBoxes.data(), gtAreas.data(), gtCount, lengthOffset(convention), out.maxIou.data() + at,
                out.argmax.data() + at, greatest.data() + b * gtCount);
    }
  };
  if (forRanges)
    forRanges(static_cast<int64_t>(blocks), scan);
  else
    scan(0, static_cast<int64_t>(blocks));
  for (size_t b = 0; b < blocks; ++b)
    for (size_t g = 0; g < gtCount; ++g) out.bestIou[g] = std::max(out.bestIou[g], greatest[b * gtCount + g]);
  out.argmax.resize(boxes.size());
  out.maxIou.resize(boxes.size());
  for (size_t i = 0; i < mask.size(); ++i)
    if (mask[i] == 0) out.argmax[i] = -1;
  for (size_t g = 0; g < gtCount; ++g)
    if (out.bestIou[g] > 0)
      collectTies(boxes, mask, gtBoxes[g], g, greatest, gtCount, convention, tieTolerance, out);
  return out;
}

}  // namespace anchor
