// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspection/anchor_coverage.h"

namespace anchor {

std::vector<float> anchorCoverage(const RunConfig& config, const CoverageSubject& subject,
                                  const ForRanges& forRanges) {
  std::vector<float> ious(subject.objects.size());
  const BoxConvention convention = config.convention();
  const auto part = [&](int64_t first, int64_t last) {
    int image = -1;
    InputGeometry geometry;
    std::vector<GridLevel> levels;
    std::optional<AnchorFit> fit;
    ImageSize fitted;
    for (auto i = static_cast<size_t>(first); i < static_cast<size_t>(last); ++i) {
      const CoverageSubject::Object& object = subject.objects[i];
      if (object.image != image) {
        image = object.image;
        const ImageSize size = subject.images[static_cast<size_t>(image)];
        // Neighbours are often of one size, and the allowed cells depend on nothing else.
        if (!fit || size.width != fitted.width || size.height != fitted.height) {
          geometry = inputGeometry(config, size);
          levels = gridLevels(config, geometry.padded);
          fit.emplace(levels, geometry.size, config.anchors.border, convention);
          fitted = size;
        }
      }
      const Box gt = clipped(toNetwork(object.box, geometry, convention), geometry.size, convention);
      ious[i] = fit->best(gt).iou;
    }
  };
  inRanges(forRanges, ious.size(), part);
  return ious;
}

CoverageFigures coverageFigures(std::span<const float> ious, float positiveIou) {
  CoverageFigures figures;
  for (const float iou : ious) {
    figures.mean += iou;
    figures.fg += iou >= positiveIou ? 1 : 0;
    figures.half += iou >= 0.5F ? 1 : 0;
    figures.third += iou >= 0.3F ? 1 : 0;
  }
  const double count = std::max<double>(1, static_cast<double>(ious.size()));
  return {figures.mean / count, figures.fg / count, figures.half / count, figures.third / count};
}

ObjectSize sizeOf(const Box& box) {
  const float pixels = area(box, BoxConvention::Continuous);
  return pixels < 32 * 32 ? ObjectSize::Small : pixels < 96 * 96 ? ObjectSize::Medium : ObjectSize::Large;
}

}  // namespace anchor
