// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project_run/lint_rules.h"

#include "engine/inspection/anchor_coverage.h"

namespace anchor {

LintRules lintRulesFor(const RunConfig& config) {
  LintRules rules;
  const auto sizeOf = [](const ImageEntry& image) {
    return ImageSize{static_cast<float>(image.height), static_cast<float>(image.width)};
  };
  rules.scale = [config, sizeOf](const ImageEntry& image) {
    return double{inputGeometry(config, sizeOf(image)).scale};
  };
  rules.bestIou = [config, sizeOf](const ImageEntry& image, const LabelBox& box) {
    const Box object{static_cast<float>(box.x1), static_cast<float>(box.y1), static_cast<float>(box.x2),
                     static_cast<float>(box.y2)};
    return double{anchorCoverage(config, {{sizeOf(image)}, {{0, 0, object}}}).front()};
  };
  return rules;
}

}  // namespace anchor
