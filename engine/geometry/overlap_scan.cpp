#include "engine/geometry/overlap_scan.h"

#include <algorithm>
#include <bit>

#include "engine/geometry/iou.h"

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
  const size_t blocks = (boxes.size() + blockSize - 1) / blockSize;
  const size_t gtCount = gtBoxes.size();
  const float offset = lengthOffset(convention);
  std::vector<float> gtAreas;
  for (const Box& gt : gtBoxes) gtAreas.push_back(area(gt, convention));
  OverlapScan out{std::vector<int>(blocks * blockSize, gtBoxes.empty() ? -1 : 0),
                  std::vector<float>(blocks * blockSize, 0.0F),
                  std::vector<float>(gtCount, 0.0F),
                  std::vector<int>(gtCount, -1),
                  {}};
  std::vector<float> greatest(blocks * gtCount);
  const auto scan = [&](int64_t first, int64_t last) {
    Columns columns;
    for (auto b = static_cast<size_t>(first); b < static_cast<size_t>(last); ++b) {
      const size_t at = b * blockSize;
      fill(columns, boxes.data() + at, mask.empty() ? nullptr : mask.data() + at,
           std::min(blockSize, boxes.size() - at), offset);
      scanBlock(columns, gtBoxes.data(), gtAreas.data(), gtCount, offset, out.maxIou.data() + at,
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
