// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/device_targets.h"

#include <ATen/Context.h>

namespace anchor {
namespace {

using at::Tensor;

constexpr float missing = -1;  // below every probability

/// `most` boxes for each of `images`, the free places zero.
Tensor paddedBoxes(const std::vector<std::span<const Box>>& lists, int64_t most) {
  Tensor out = at::zeros({static_cast<int64_t>(lists.size()), most, 4});
  for (size_t b = 0; b < lists.size(); ++b)
    std::ranges::copy(lists[b],
                      reinterpret_cast<Box*>(out.data_ptr<float>()) + static_cast<int64_t>(b) * most);
  return out;
}

Tensor scaleRows(const RoiRule& rule, size_t classes) {
  std::vector<float> rows;
  for (size_t label = 0; label <= classes; ++label) {
    const DeltaNormalisation& by = rule.normalisationOf(static_cast<int>(label));
    rows.insert(rows.end(), by.mean.begin(), by.mean.end());
    rows.insert(rows.end(), by.std.begin(), by.std.end());
  }
  return tensorOf<float>(rows, {static_cast<int64_t>(classes) + 1, 8}, at::kFloat);
}

/// The `most` greatest of each row and where they are, the greatest first. topk takes equal ones as they
/// come, another time others; where steps must repeat they are taken by rising index, as the CPU does.
std::tuple<Tensor, Tensor> best(const Tensor& values, int64_t most) {
  if (!at::globalContext().deterministicAlgorithms()) return values.topk(most, 1);
  const auto [sorted, places] = values.sort(/*stable=*/true, 1, /*descending=*/true);
  return {sorted.slice(1, 0, most), places.slice(1, 0, most)};
}

/// Rows `places` [B,K] of values [B,N,4].
Tensor boxesAt(const Tensor& values, const Tensor& places) {
  return values.gather(1, places.unsqueeze(2).expand({-1, -1, 4}));
}

}  // namespace

bool targetsFitDevice(const RunConfig& config, size_t anchors, const at::Device& device) {
  return cuda::serves(device) && cuda::available() && config.rpn_budget.batch <= cuda::mostChosen &&
         config.rois.batch <= cuda::mostChosen && static_cast<int64_t>(anchors) <= cuda::mostCandidates;
}

DeviceTargets::DeviceTargets(const RunConfig& config, const std::vector<PreparedImage>& batch,
                             const at::Device& device, std::vector<RandomSource>& randoms, bool rpn)
    : m_config(config), m_device(device) {
  const auto images = static_cast<int64_t>(batch.size());
  size_t most = 1;
  for (const PreparedImage& image : batch) most = std::max(most, image.gtBoxes.size());
  std::vector<std::span<const Box>> boxes;
  std::vector<float> sizes;
  std::vector<float> limits;
  std::vector<int32_t> classes(batch.size() * most);
  std::vector<int32_t> counts;
  std::vector<int64_t> draws(batch.size() * 4);
  for (size_t b = 0; b < batch.size(); ++b) {
    const InputGeometry& geometry = batch[b].geometry;
    boxes.emplace_back(batch[b].gtBoxes);
    sizes.insert(sizes.end(), {geometry.size.height, geometry.size.width});
    limits.insert(limits.end(), {geometry.size.height, geometry.size.width,
                                 config.train_proposals.minSize * geometry.scale});
    std::ranges::copy(batch[b].gtClasses, classes.begin() + static_cast<std::ptrdiff_t>(b * most));
    counts.push_back(static_cast<int32_t>(batch[b].gtBoxes.size()));
    for (size_t part = rpn ? 0 : 1; part < 2; ++part)
      for (size_t k = 0; k < 2; ++k)
        draws[(part * batch.size() + b) * 2 + k] = static_cast<int64_t>(randoms[b].next());
  }
  std::vector<std::span<const Box>> ignored;
  std::vector<int32_t> ignoredCounts;
  size_t mostIgnored = 0;
  for (const PreparedImage& image : batch) {
    ignored.emplace_back(image.ignored);
    ignoredCounts.push_back(static_cast<int32_t>(image.ignored.size()));
    mostIgnored = std::max(mostIgnored, image.ignored.size());
  }
  const auto rows = static_cast<int64_t>(most);
  m_gts = {sentTo(device, tensorOf<float>(sizes, {images, 2}, at::kFloat)),
           sentTo(device, paddedBoxes(boxes, rows)),
           sentTo(device, tensorOf<int32_t>(classes, {images, rows}, at::kInt)),
           sentTo(device, tensorOf<int32_t>(counts, {images}, at::kInt))};
  m_gts.ignoreShare = config.objects.ignore_share;
  if (mostIgnored > 0) {
    m_gts.ignored = sentTo(device, paddedBoxes(ignored, static_cast<int64_t>(mostIgnored)));
    m_gts.ignoredCounts = sentTo(device, tensorOf<int32_t>(ignoredCounts, {images}, at::kInt));
  }
  m_limits = sentTo(device, tensorOf<float>(limits, {images, 3}, at::kFloat));
  m_draws = sentTo(device, tensorOf<int64_t>(draws, {2, images, 2}, at::kLong));
  m_scale = sentTo(device, scaleRows(config.rois, config.classes.size()));
}

cuda::Chosen DeviceTargets::rpn(const Tensor& anchors) const {
  cuda::Chosen chosen = cuda::chooseAnchors(anchors, m_gts, m_config.assignment, m_config.rpn_budget,
                                            m_config.anchors.border, m_config.convention(), m_draws[0]);
  const Tensor first = at::arange(chosen.rows.size(0), chosen.rows.options().dtype(at::kLong))
                           .mul(anchors.size(0))
                           .unsqueeze(1);
  chosen.rows = (chosen.rows.clamp_min(0) + first).flatten();
  return chosen;
}

std::tuple<Tensor, Tensor> DeviceTargets::proposals(const Tensor& anchors, const std::vector<int>& levelStart,
                                                    const Tensor& scores, const Tensor& deltas) const {
  const ProposalRule& rule = m_config.train_proposals;
  const auto [boxes, large] = cuda::decodeBatch(anchors, deltas, m_limits, m_config.convention());
  const Tensor ranked = rule.dropSmallLast ? scores : scores.masked_fill(large.logical_not(), missing);
  const int64_t images = scores.size(0);
  const int64_t anchorCount = scores.size(1);
  std::vector<Tensor> values;
  std::vector<Tensor> places;
  for (size_t level = 0; level < levelStart.size(); ++level) {
    const int64_t first = levelStart[level];
    const int64_t end = level + 1 < levelStart.size() ? levelStart[level + 1] : anchorCount;
    const int64_t most = rule.preNms > 0 ? std::min<int64_t>(rule.preNms, end - first) : end - first;
    const auto [value, at] = best(ranked.slice(1, first, end), most);
    values.push_back(value);
    places.push_back(at + first);
  }
  const Tensor value = at::cat(values, 1);
  const Tensor place = at::cat(places, 1);
  const Tensor there = rule.dropSmallLast ? large.gather(1, place) : value > missing;
  const Tensor candidates = boxesAt(boxes, place).contiguous();
  std::vector<int> starts{0};
  for (int64_t b = 0; b < images; ++b)
    for (const Tensor& level : values) starts.push_back(starts.back() + static_cast<int>(level.size(1)));
  const int most = rule.postNms > 0 ? rule.postNms : -1;
  const Tensor kept = cuda::keptInSegments(candidates.view({-1, 4}), there.contiguous().flatten(), starts,
                                           rule.nmsIou, m_config.convention(), most)
                          .view({images, -1});
  const Tensor left = value.masked_fill(kept.logical_not(), missing);
  const auto [score, at] = best(left, most < 0 ? left.size(1) : std::min<int64_t>(most, left.size(1)));
  return {boxesAt(candidates, at).contiguous(), (score > missing).contiguous()};
}

std::tuple<Tensor, Tensor> DeviceTargets::given(const std::vector<Boxes>& rois) const {
  size_t most = 1;
  for (const Boxes& list : rois) most = std::max(most, list.size());
  Tensor valid = at::zeros({static_cast<int64_t>(rois.size()), static_cast<int64_t>(most)}, at::kBool);
  std::vector<std::span<const Box>> lists;
  for (size_t b = 0; b < rois.size(); ++b) {
    lists.emplace_back(rois[b]);
    valid[static_cast<int64_t>(b)].slice(0, 0, static_cast<int64_t>(rois[b].size())).fill_(true);
  }
  return {sentTo(m_device, paddedBoxes(lists, static_cast<int64_t>(most))), sentTo(m_device, valid)};
}

cuda::Chosen DeviceTargets::rois(const Tensor& proposals, const Tensor& valid) const {
  return cuda::chooseRois(proposals, valid, m_gts, m_config.rois, m_config.convention(), m_draws[1], m_scale);
}

}  // namespace anchor
