// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The CUDA side of box_ops.h and roi_op.h, and what a training step does with boxes on a GPU. Nothing here
// waits for the GPU, but nms, whose result has a length. Without CUDA in this build each function throws, and
// available() says so.

#include <ATen/core/Tensor.h>

#include <tuple>
#include <vector>

#include "engine/geometry/label_assignment.h"
#include "engine/geometry/roi_sampling.h"
#include "engine/ops/roi_op.h"

namespace anchor::cuda {

/// True when this build holds the kernels. Tensors on a GPU take the ATen form where it does not.
bool available();
/// True when tensors of this device are for the functions below, false when they are for the CPU's code.
bool serves(const at::Device& device);

at::Tensor nms(const at::Tensor& boxes, const at::Tensor& scores, const at::Tensor& groups, double threshold,
               bool pixel, int64_t most);
std::tuple<at::Tensor, at::Tensor, at::Tensor> assignAnchors(const at::Tensor& anchors,
                                                             const at::Tensor& gtBoxes, double height,
                                                             double width, double border, double positive,
                                                             double negative, bool pixel);
std::tuple<at::Tensor, at::Tensor> decodeProposals(const at::Tensor& anchors, const at::Tensor& deltas,
                                                   double height, double width, double minSize, bool pixel);

/// The gts of a batch of B images, padded to the most that one has.
struct BatchGts {
  at::Tensor sizes;               ///< float [B,2]: height, width
  at::Tensor boxes;               ///< float [B,G,4]
  at::Tensor classes;             ///< int [B,G], 1..C
  at::Tensor counts;              ///< int [B]
  at::Tensor ignored = {};        ///< float [B,I,4], IgnoreRegions; undefined where no image has any
  at::Tensor ignoredCounts = {};  ///< int [B]
  float ignoreShare = 0.7F;
};

/// Chosen candidates of each image, at most `batch`, the free places last.
struct Chosen {
  at::Tensor rows;  ///< rois: float [B*batch,5] = image, x1, y1, x2, y2; anchors: int [B,batch], -1 for free
  at::Tensor labels;   ///< long [B*batch]: class (anchors: 1), 0 for bg, -1 for free places
  at::Tensor targets;  ///< float [B*batch,4], zero but for fg
  at::Tensor counts;   ///< int [B,2]: fg, bg
};
constexpr int64_t mostChosen = 1024;
constexpr int64_t mostCandidates = 3'000'000;  ///< of an image: anchors, or rois and gts

/// assignLabels, subsampleLabels and regressionTarget of a batch. anchors [N,4]; draws long [B,2]: what
/// RandomSource gave for fg and bg.
Chosen chooseAnchors(const at::Tensor& anchors, const BatchGts& gts, const AssignmentRule& rule,
                     const LabelBudget& budget, double border, BoxConvention convention,
                     const at::Tensor& draws);
/// sampleRois of a batch: rois float [B,P,4], valid bool [B,P] says which exist. scale: float [C+1,8], means
/// and deviations by class.
Chosen chooseRois(const at::Tensor& rois, const at::Tensor& valid, const BatchGts& gts, const RoiRule& rule,
                  BoxConvention convention, const at::Tensor& draws, const at::Tensor& scale);
/// Decode, clip and "large enough" of a batch: deltas [B,N,4], limits float [B,3] = height, width, shortest
/// side. Boxes [B,N,4], keep bool [B,N].
std::tuple<at::Tensor, at::Tensor> decodeBatch(const at::Tensor& anchors, const at::Tensor& deltas,
                                               const at::Tensor& limits, BoxConvention convention);
/// NMS within segments [starts[s], starts[s+1]) of boxes [T,4] that are sorted best first; those that are not
/// `valid` (bool [T]) are not there. Which stay, bool [T]; of each segment at most `most` (negative: all).
at::Tensor keptInSegments(const at::Tensor& boxes, const at::Tensor& valid, const std::vector<int>& starts,
                          double threshold, BoxConvention convention, int most);

/// levels: long [R], the map of each roi; empty for a single map.
at::Tensor roiAlignForward(at::TensorList maps, const at::Tensor& rois, const at::Tensor& levels,
                           const std::vector<double>& scales, const RoiOpRule& rule);
/// The gradients of the maps, whose sizes are given.
std::vector<at::Tensor> roiAlignBackward(const at::Tensor& gradOutput, const at::Tensor& rois,
                                         const at::Tensor& levels,
                                         const std::vector<std::vector<int64_t>>& sizes,
                                         const std::vector<double>& scales, const RoiOpRule& rule);
/// output and argmax
std::tuple<at::Tensor, at::Tensor> roiPoolForward(const at::Tensor& features, const at::Tensor& rois,
                                                  const RoiOpRule& rule);
at::Tensor roiPoolBackward(const at::Tensor& gradOutput, const at::Tensor& argmax, const at::Tensor& rois,
                           at::IntArrayRef featureSizes, const RoiOpRule& rule);

}  // namespace anchor::cuda
