// SPDX-License-Identifier: GPL-3.0-or-later
// This build has no CUDA kernels: either nvcc or the CUDA half of LibTorch was missing.

#include <c10/util/Exception.h>

#include "engine/ops/cuda/cuda_ops.h"

namespace anchor::cuda {
namespace {

[[noreturn]] void missing() {
  TORCH_CHECK(false, "this build has no CUDA kernels; build it on a machine with nvcc and an NVIDIA driver");
}

}  // namespace

bool available() { return false; }
at::Tensor nms(const at::Tensor&, const at::Tensor&, const at::Tensor&, double, bool, int64_t) { missing(); }
std::tuple<at::Tensor, at::Tensor, at::Tensor> assignAnchors(const at::Tensor&, const at::Tensor&, double,
                                                             double, double, double, double, bool) {
  missing();
}
std::tuple<at::Tensor, at::Tensor> decodeProposals(const at::Tensor&, const at::Tensor&, double, double,
                                                   double, bool) {
  missing();
}
Chosen chooseAnchors(const at::Tensor&, const BatchGts&, const AssignmentRule&, const LabelBudget&, double,
                     BoxConvention, const at::Tensor&) {
  missing();
}
Chosen chooseRois(const at::Tensor&, const at::Tensor&, const BatchGts&, const RoiRule&, BoxConvention,
                  const at::Tensor&, const at::Tensor&) {
  missing();
}
std::tuple<at::Tensor, at::Tensor> decodeBatch(const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                               BoxConvention) {
  missing();
}
at::Tensor keptInSegments(const at::Tensor&, const at::Tensor&, const std::vector<int>&, double,
                          BoxConvention, int) {
  missing();
}
at::Tensor roiAlignForward(at::TensorList, const at::Tensor&, const at::Tensor&, const std::vector<double>&,
                           const RoiOpRule&) {
  missing();
}
std::vector<at::Tensor> roiAlignBackward(const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                         const std::vector<std::vector<int64_t>>&, const std::vector<double>&,
                                         const RoiOpRule&) {
  missing();
}
std::tuple<at::Tensor, at::Tensor> roiPoolForward(const at::Tensor&, const at::Tensor&, const RoiOpRule&) {
  missing();
}
at::Tensor roiPoolBackward(const at::Tensor&, const at::Tensor&, const at::Tensor&, at::IntArrayRef,
                           const RoiOpRule&) {
  missing();
}

}  // namespace anchor::cuda
