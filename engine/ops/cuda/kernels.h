#pragma once
// CUDA kernels behind plain pointers: no torch header is read by nvcc. Every pointer is device memory; every
// function queues its work on `stream` and returns without waiting. Errors of a launch come back as
// cudaError_t.

#include <cuda_runtime_api.h>

#include <cstdint>

namespace anchor::cuda {

/// Boxes sorted best first within each group, groups one after the other (`group` may be null: one group).
struct SortedBoxes {
  const float4* boxes;
  const int64_t* group;
  int count;
};

/// mask [count][words], words = ceil(count/64): bit j of row i says that box i removes the later box j of its
/// group.
cudaError_t overlapMask(const SortedBoxes& sorted, float threshold, float offset, uint64_t* mask,
                        cudaStream_t stream);

/// Walks the mask in order: kept[0..*keptCount) = positions of the boxes that stay, in order, of each group
/// at most `most` (negative: all). removed [words] is scratch.
cudaError_t walkMask(const SortedBoxes& sorted, const uint64_t* mask, int most, uint64_t* removed,
                     int64_t* kept, int* keptCount, cudaStream_t stream);

struct AssignRule {
  float height, width, border, positive, negative, offset, tieTolerance;
  bool strictEnds;  ///< the Pixel convention's x2 < w
};
/// Fused IoU and assignment; no anchors x gts matrix exists. gtBest [gts] is scratch and ends as the bits of
/// each gt's best IoU. labels: 1, 0, -1; argmax -1 outside.
cudaError_t assignAnchors(const float4* anchors, int count, const float4* gts, int gtCount,
                          const AssignRule& rule, int* gtBest, int8_t* labels, int64_t* argmax, float* maxIou,
                          cudaStream_t stream);

struct DecodeRule {
  float height, width, minSize, offset;
};
cudaError_t decodeProposals(const float4* anchors, const float4* deltas, int count, const DecodeRule& rule,
                            float4* boxes, bool* keep, cudaStream_t stream);

/// features and their gradient [N,C,H,W], rois [R,5], output [R,C,ph,pw], all contiguous floats.
struct RoiShape {
  int channels, height, width, rois, pooledHeight, pooledWidth;
  float scale;
  int samplingRatio;
  bool aligned;
};
cudaError_t roiAlignForward(const RoiShape& s, const float* features, const float* rois, float* output,
                            cudaStream_t stream);
/// Adds with atomics: the order of sums differs between runs.
cudaError_t roiAlignBackward(const RoiShape& s, const float* gradOutput, const float* rois,
                             float* gradFeatures, cudaStream_t stream);
cudaError_t roiPoolForward(const RoiShape& s, const float* features, const float* rois, float* output,
                           int32_t* argmax, cudaStream_t stream);
cudaError_t roiPoolBackward(const RoiShape& s, const float* gradOutput, const int32_t* argmax,
                            const float* rois, float* gradFeatures, cudaStream_t stream);

}  // namespace anchor::cuda
