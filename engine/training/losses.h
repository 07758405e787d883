// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>

#include "engine/inference/anchor_field.h"
#include "engine/networks/faster_rcnn.h"
#include "engine/protocol/loss_values.h"
#include "engine/training/detection_targets.h"
#include "engine/training/stage_proposals.h"

namespace anchor {

/// What the CPU reads of one step: its losses and how many anchors and RoIs were sampled.
struct StepNumbers {
  LossValues losses;
  double rpnFg = 0, rpnBg = 0, roiFg = 0, roiBg = 0;
  /// What StepLosses::numbers() holds, eight values.
  static StepNumbers from(std::span<const double> values);
};

/// The four losses of one step, scalars on the graph, and what was sampled.
struct StepLosses {
  at::Tensor rpnCls, rpnBox, roiCls, roiBox;
  at::Tensor rpnCounts, roiCounts;  ///< float [2]: fg, bg of the whole batch
  [[nodiscard]] at::Tensor total() const { return rpnCls + rpnBox + roiCls + roiBox; }
  /// StepNumbers as a float tensor on the step's device, so that reading it waits for the step.
  [[nodiscard]] at::Tensor numbers() const;
};

/// Which losses a step computes.
struct StepParts {
  bool rpn = true, head = true;
  const StageProposals* given =
      nullptr;  ///< rois of the head in place of the RPN's (needed when rpn is false)
  /// Index in the batch of the whole run of this process's first image, which decides its sampling.
  int firstImage = 0;
  /// Mean over all processes of the run of what a loss is divided by, so that the mean of their losses is the
  /// loss of the whole batch.
  std::function<at::Tensor(const at::Tensor&)> meanDivisor = [](const at::Tensor& own) { return own; };
  at::Tensor images;               ///< what stackImages made of the batch; undefined: made here
  AnchorFields* fields = nullptr;  ///< kept from step to step
  std::vector<at::Tensor> maps;    ///< what network.features made of `images`; empty: made here
};

/// One forward pass with targets (approximate joint training: proposals are not differentiated through).
/// The losses asked for exist on every image, also without gts; the others are zero. `randomSeed` decides
/// every sampling of this step.
StepLosses stepLosses(FasterRcnn& network, const RunConfig& config, const std::vector<PreparedImage>& batch,
                      const at::Device& device, uint64_t randomSeed, const StepParts& parts = {});

}  // namespace anchor
