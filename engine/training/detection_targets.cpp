// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/detection_targets.h"

namespace anchor {

RpnTargets rpnTargets(const RunConfig& config, const AnchorField& field, const PreparedImage& image,
                      RandomSource& random) {
  const BoxConvention convention = config.convention();
  const auto inside = insideImage(field.anchors, image.geometry.size, config.anchors.border, convention);
  LabelAssignment assignment = assignLabels(field.anchors, inside, image.gtBoxes, config.assignment,
                                            convention, {}, {image.ignored, config.objects.ignore_share});
  subsampleLabels(assignment, config.rpn_budget, random);
  RpnTargets targets;
  for (size_t i = 0; i < field.anchors.size(); ++i) {
    if (assignment.labels[i] < 0) continue;
    const bool fg = assignment.labels[i] == 1;
    targets.anchors.push_back(static_cast<int64_t>(i));
    targets.labels.push_back(fg ? 1 : 0);
    targets.deltas.push_back(
        regressionTarget(field.anchors[i], image.gtBoxes, fg ? assignment.argmax[i] : -1, convention));
    ++(fg ? targets.fg : targets.bg);
  }
  return targets;
}

}  // namespace anchor
