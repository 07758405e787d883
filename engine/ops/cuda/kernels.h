// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// CUDA kernels behind plain pointers: no torch header is read by nvcc. Every pointer is device memory unless
// it says so; every function queues its work on `stream` and returns without waiting. Errors of a launch come
// back as cudaError_t.

#include <cuda_runtime_api.h>

#include <cstdint>

namespace anchor::cuda {

/// Boxes in segments, each sorted best first; boxes of different segments never meet.
struct BoxSegments {
  static constexpr int most = 64;
  const float4* boxes;
  const bool* valid;     ///< false: the box is not there; null: all are
  const int64_t* group;  ///< boxes of different groups do not meet either; null: one group
  int count;             ///< of segments, up to `most`
  int starts[most + 1];  ///< on the host: segment s holds boxes [starts[s], starts[s + 1])
  int longest;           ///< boxes of the longest segment
  [[nodiscard]] int words() const { return (longest + 63) / 64; }
};

/// mask [boxes][words()]: bit j of word w in row i of a segment says that its box i overlaps box 64 w + j by
/// more than `threshold`. Only later words are written, and of i's own word the bits of boxes before it.
cudaError_t overlapMask(const BoxSegments& segments, float threshold, float offset, uint64_t* mask,
                        cudaStream_t stream);

/// Greedy suppression on the mask: kept[i] = 1 for the boxes that stay, of each segment the first `most`
/// (negative: all).
cudaError_t walkMask(const BoxSegments& segments, const uint64_t* mask, int most, bool* kept,
                     cudaStream_t stream);

struct AssignRule {
  float border, positive, negative, offset, tieTolerance;
  bool strictEnds;  ///< the Pixel convention's x2 < w
  bool clobberPositives, adoptBest;
};
/// Images that share their anchors: sizes [images][2] = height, width; gts [images][mostGts], of which the
/// first gtCounts[image] exist.
struct ImageGts {
  int images;
  const float2* sizes;
  const float4* gts;
  const int32_t* gtCounts;
  int mostGts;
  const float4* ignored;  ///< [images][mostIgnored]: regions where nothing is background; none: IgnoreRegions
  const int32_t* ignoredCounts;
  int mostIgnored;
  float ignoreShare;
};
/// Fused IoU and assignment; no anchors x gts matrix exists. gtBest [images][mostGts] and bestAnchor (the
/// same) are scratch. labels [images][count]: 1, 0, -1; argmax -1 outside and without gts.
cudaError_t assignAnchors(const float4* anchors, int count, const ImageGts& images, const AssignRule& rule,
                          int* gtBest, int* bestAnchor, int8_t* labels, int32_t* argmax, float* maxIou,
                          cudaStream_t stream);

/// A draw of labelled candidates as choose() makes it: at most mostFg of label 1, then of label 0 until there
/// are `batch`. draws [images][2]: the numbers that RandomSource gave for fg and bg.
struct DrawRule {
  static constexpr int mostBatch = 1024;
  /// Beyond it, more candidates than there is room for could share the bin in which the last ones are chosen.
  static constexpr int mostCandidates = 3'000'000;
  int batch, mostFg;  ///< batch <= mostBatch
  const uint64_t* draws;
};
/// labels [images][count], count <= mostCandidates. chosen [images][batch]: indices, fg first, each part
/// rising; -1 where there are too few. counts [images][2]: fg, bg.
cudaError_t drawLabels(const int8_t* labels, int images, int count, const DrawRule& rule, int32_t* chosen,
                       int32_t* counts, cudaStream_t stream);

struct DecodeRule {
  float offset;
  const float* limits;  ///< [images][3]: height, width, shortest side
};
/// anchors [count], deltas, boxes and keep [images][count].
cudaError_t decodeProposals(const float4* anchors, const float4* deltas, int images, int count,
                            const DecodeRule& rule, float4* boxes, bool* keep, cudaStream_t stream);

/// labels of roi candidates [images][count] against the gts: 1 at IoU >= fg, 0 in [bgLow, bgHigh), else -1.
struct RoiLabelRule {
  float fg, bgHigh, bgLow, offset;
};
/// The rois [images][rois] (valid: which exist) followed by the gts, at candidates [images][rois + mostGts].
cudaError_t labelRois(const float4* rois, const bool* valid, int count, const ImageGts& images,
                      const RoiLabelRule& rule, float4* candidates, int8_t* labels, int32_t* argmax,
                      cudaStream_t stream);

/// Encodings of chosen boxes against their gts: for each chosen index (-1: none) of [images][batch] the
/// candidate's label (class of its gt from gtClasses [images][mostGts], or 1 where that is null; 0 for bg; -1
/// for none), its target, normalised by scale rows [class][8] = four means, four deviations (null: not), and
/// its row image, x1, y1, x2, y2 (null: not wanted).
struct TargetRule {
  int batch, candidates;
  bool sharedCandidates;  ///< one list for all images (anchors)
  float offset;
  const int32_t* gtClasses;
  const float* scale;
};
cudaError_t targetsOf(const float4* candidates, const int8_t* labels, const int32_t* argmax,
                      const int32_t* chosen, const ImageGts& images, const TargetRule& rule,
                      int64_t* chosenLabels, float4* targets, float* rows, cudaStream_t stream);

/// out [N,cells,channels] of planar [N,channels,cells], as the RoI kernels read their maps. Torch's own copy
/// reads across the cells and takes half as long as the pooling itself.
cudaError_t toChannelsLast(const float* planar, int images, int channels, int cells, float* out,
                           cudaStream_t stream);

/// Feature maps of a pyramid, [N,height,width,channels] each.
struct RoiMaps {
  static constexpr int most = 8;
  int levels;
  const float* data[most];
  float* gradients[most];  ///< for the backward pass
  int height[most], width[most];
  float scale[most];
};
/// rois [R,5]; output and its gradient [R,C,ph,pw], all contiguous floats. levels [R]: the map of each roi;
/// null: the first.
struct RoiShape {
  int channels, rois, pooledHeight, pooledWidth;
  int samplingRatio;
  bool aligned;
  const int64_t* levels;
};
cudaError_t roiAlignForward(const RoiShape& s, const RoiMaps& maps, const float* rois, float* output,
                            cudaStream_t stream);
/// Adds with atomics: the order of sums differs between runs.
cudaError_t roiAlignBackward(const RoiShape& s, const RoiMaps& maps, const float* gradOutput,
                             const float* rois, cudaStream_t stream);
/// The same without atomics, the same bits in every run; slower. `images`: in each map.
cudaError_t roiAlignBackwardInOrder(const RoiShape& s, const RoiMaps& maps, int images,
                                    const float* gradOutput, const float* rois, cudaStream_t stream);
/// argmax [R,ph,pw,C]: the cell of each maximum, -1 for an empty bin.
cudaError_t roiPoolForward(const RoiShape& s, const RoiMaps& maps, const float* rois, float* output,
                           int32_t* argmax, cudaStream_t stream);
cudaError_t roiPoolBackward(const RoiShape& s, const RoiMaps& maps, const float* gradOutput,
                            const int32_t* argmax, const float* rois, cudaStream_t stream);
cudaError_t roiPoolBackwardInOrder(const RoiShape& s, const RoiMaps& maps, int images,
                                   const float* gradOutput, const int32_t* argmax, const float* rois,
                                   cudaStream_t stream);

}  // namespace anchor::cuda
