// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/box_ops.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <limits>
#include <map>

#include "engine/geometry/anchor_grid.h"
#include "engine/geometry/label_assignment.h"
#include "engine/geometry/suppression.h"
#include "engine/ops/cuda/cuda_ops.h"
#include "engine/ops/tensor_views.h"

namespace anchor {
namespace {

using at::Tensor;

BoxConvention conventionOf(bool pixel) { return pixel ? BoxConvention::Pixel : BoxConvention::Continuous; }

void checkBoxes(const Tensor& boxes, const char* name) {
  TORCH_CHECK(boxes.dim() == 2 && boxes.size(1) == 4, name, " must be [N,4], got ", boxes.sizes());
  TORCH_CHECK(boxes.scalar_type() == at::kFloat, name, " must be float, got ", boxes.scalar_type());
}

void checkScores(const Tensor& scores, const Tensor& boxes) {
  TORCH_CHECK(scores.dim() == 1 && scores.size(0) == boxes.size(0) && scores.scalar_type() == at::kFloat,
              "scores must be float [N] like the boxes, got ", scores.sizes(), " of ", scores.scalar_type());
}

std::span<const float> floats(const Tensor& t) {
  return {t.const_data_ptr<float>(), static_cast<size_t>(t.numel())};
}

Tensor longs(const std::vector<int>& values) {
  Tensor out = at::empty({static_cast<int64_t>(values.size())}, at::kLong);
  std::copy(values.begin(), values.end(), out.mutable_data_ptr<int64_t>());
  return out;
}

/// The vector's own memory as a tensor, which keeps it.
template <class T>
Tensor adopted(std::vector<T>&& values, at::ScalarType type) {
  auto* kept = new std::vector<T>(std::move(values));
  return at::from_blob(
      kept->data(), {static_cast<int64_t>(kept->size())}, [kept](void*) { delete kept; },
      at::TensorOptions(type));
}

void onAllCores(int64_t count, const std::function<void(int64_t, int64_t)>& part) {
  at::parallel_for(0, count, 32, [&](int64_t first, int64_t last) { part(first, last); });
}

size_t limit(int64_t most) {
  return most < 0 ? std::numeric_limits<size_t>::max() : static_cast<size_t>(most);
}

}  // namespace

Tensor nms(const Tensor& boxes, const Tensor& scores, double threshold, bool pixel, int64_t most) {
  checkBoxes(boxes, "boxes");
  checkScores(scores, boxes);
  if (cuda::serves(boxes.device())) return cuda::nms(boxes, scores, {}, threshold, pixel, most);
  const Tensor plain = boxes.contiguous();
  const Tensor values = scores.contiguous();
  return longs(suppress(boxSpan(plain), floats(values), static_cast<float>(threshold), conventionOf(pixel),
                        limit(most))
                   .keep);
}

Tensor batchedNms(const Tensor& boxes, const Tensor& scores, const Tensor& groups, double threshold,
                  bool pixel, int64_t most) {
  checkBoxes(boxes, "boxes");
  checkScores(scores, boxes);
  TORCH_CHECK(groups.sizes() == scores.sizes() && groups.scalar_type() == at::kLong,
              "groups must be long [N] like the boxes, got ", groups.sizes(), " of ", groups.scalar_type());
  if (cuda::serves(boxes.device())) return cuda::nms(boxes, scores, groups, threshold, pixel, most);
  const Tensor plain = boxes.contiguous();
  const Tensor values = scores.contiguous();
  const Tensor group = groups.contiguous();
  const std::span<const Box> all = boxSpan(plain);
  std::map<int64_t, std::vector<int>> members;
  for (int64_t i = 0; i < boxes.size(0); ++i)
    members[group.const_data_ptr<int64_t>()[i]].push_back(static_cast<int>(i));
  std::vector<int> kept;
  for (const auto& [name, indices] : members) {
    Boxes own;
    std::vector<float> ownScores;
    for (const int i : indices) {
      own.push_back(all[static_cast<size_t>(i)]);
      ownScores.push_back(floats(values)[static_cast<size_t>(i)]);
    }
    for (const int k :
         suppress(own, ownScores, static_cast<float>(threshold), conventionOf(pixel), limit(most)).keep)
      kept.push_back(indices[static_cast<size_t>(k)]);
  }
  std::ranges::sort(kept);
  std::vector<float> keptScores;
  for (const int i : kept) keptScores.push_back(floats(values)[static_cast<size_t>(i)]);
  std::vector<int> ordered;
  for (const int k : orderByScore(keptScores)) ordered.push_back(kept[static_cast<size_t>(k)]);
  if (ordered.size() > limit(most)) ordered.resize(limit(most));
  return longs(ordered);
}

std::tuple<Tensor, Tensor, Tensor> assignAnchors(const Tensor& anchors, const Tensor& gtBoxes, double height,
                                                 double width, double border, double positive,
                                                 double negative, bool pixel) {
  checkBoxes(anchors, "anchors");
  checkBoxes(gtBoxes, "gt_boxes");
  TORCH_CHECK(anchors.device() == gtBoxes.device(), "anchors are on ", anchors.device(), ", gt_boxes on ",
              gtBoxes.device());
  if (cuda::serves(anchors.device()))
    return cuda::assignAnchors(anchors, gtBoxes, height, width, border, positive, negative, pixel);
  const Tensor plain = anchors.contiguous();
  const Tensor gts = gtBoxes.contiguous();
  const BoxConvention convention = conventionOf(pixel);
  const ImageSize image{static_cast<float>(height), static_cast<float>(width)};
  const AssignmentRule rule{static_cast<float>(positive), static_cast<float>(negative)};
  LabelAssignment out =
      assignLabels(boxSpan(plain), insideImage(boxSpan(plain), image, static_cast<float>(border), convention),
                   boxSpan(gts), rule, convention, onAllCores);
  return {adopted(std::move(out.labels), at::kChar), longs(out.argmax),
          adopted(std::move(out.maxIou), at::kFloat)};
}

std::tuple<Tensor, Tensor> decodeProposals(const Tensor& anchors, const Tensor& deltas, double height,
                                           double width, double minSize, bool pixel) {
  checkBoxes(anchors, "anchors");
  checkBoxes(deltas, "deltas");
  TORCH_CHECK(anchors.sizes() == deltas.sizes(), "deltas must be like the anchors, got ", deltas.sizes());
  if (cuda::serves(anchors.device()))
    return cuda::decodeProposals(anchors, deltas, height, width, minSize, pixel);
  const Tensor plain = anchors.contiguous();
  const Tensor moves = deltas.contiguous();
  const BoxConvention convention = conventionOf(pixel);
  const ImageSize image{static_cast<float>(height), static_cast<float>(width)};
  Tensor boxes = at::empty_like(plain);
  Tensor keep = at::empty({anchors.size(0)}, at::kBool);
  auto* out = reinterpret_cast<Box*>(boxes.data_ptr<float>());
  bool* large = keep.data_ptr<bool>();
  for (size_t i = 0; i < boxSpan(plain).size(); ++i) {
    out[i] = clipped(decode(boxSpan(plain)[i], deltaSpan(moves)[i], convention), image, convention);
    large[i] = anchor::width(out[i], convention) >= minSize && anchor::height(out[i], convention) >= minSize;
  }
  return {boxes, keep};
}

}  // namespace anchor
