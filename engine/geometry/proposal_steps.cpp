// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/proposal_steps.h"

#include <numeric>

#include "engine/geometry/suppression.h"

namespace anchor {
namespace {

std::vector<float> gather(std::span<const float> values, std::span<const int> indices) {
  std::vector<float> out;
  out.reserve(indices.size());
  for (const int i : indices) out.push_back(values[i]);
  return out;
}

std::vector<int> bestOf(std::span<const int> candidates, std::span<const float> scores, int most) {
  const std::vector<int> order = orderByScore(gather(scores, candidates));
  const size_t count = most > 0 ? std::min(order.size(), static_cast<size_t>(most)) : order.size();
  std::vector<int> best;
  best.reserve(count);
  for (size_t k = 0; k < count; ++k) best.push_back(candidates[order[k]]);
  return best;
}

bool contains(const std::vector<int>& sorted, int value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

/// The anchors of [first, last) that go into NMS, best first.
std::vector<int> levelCandidates(const ProposalSteps& steps, std::span<const float> scores,
                                 const ProposalRule& rule, int first, int last) {
  if (rule.dropSmallLast) {
    std::vector<int> level(static_cast<size_t>(last - first));
    std::iota(level.begin(), level.end(), first);
    std::vector<int> best = bestOf(level, scores, rule.preNms);
    std::erase_if(best, [&](int i) { return !contains(steps.largeEnough, i); });
    return best;
  }
  const auto from = std::lower_bound(steps.largeEnough.begin(), steps.largeEnough.end(), first);
  const auto to = std::lower_bound(from, steps.largeEnough.end(), last);
  return bestOf({from, to}, scores, rule.preNms);
}

}  // namespace

ProposalSteps proposalSteps(std::span<const Box> anchors, std::span<const float> scores,
                            std::span<const BoxDelta> deltas, ImageSize image, float scale,
                            const ProposalRule& rule, BoxConvention convention,
                            std::span<const int> levelStart, bool stopEarly) {
  ProposalSteps steps;
  steps.suppressedBy.assign(anchors.size(), -1);
  const float smallest = rule.minSize * scale;
  for (size_t i = 0; i < anchors.size(); ++i) {
    steps.decoded.push_back(decode(anchors[i], deltas[i], convention));
    const Box& box = steps.clipped.emplace_back(clipped(steps.decoded.back(), image, convention));
    if (width(box, convention) >= smallest && height(box, convention) >= smallest)
      steps.largeEnough.push_back(static_cast<int>(i));
  }

  const size_t most = stopEarly && rule.postNms > 0 ? static_cast<size_t>(rule.postNms) : anchors.size();
  const size_t levels = std::max<size_t>(levelStart.size(), 1);
  for (size_t level = 0; level < levels; ++level) {
    const int first = levelStart.empty() ? 0 : levelStart[level];
    const int last = level + 1 < levels ? levelStart[level + 1] : static_cast<int>(anchors.size());
    const std::vector<int> candidates = levelCandidates(steps, scores, rule, first, last);
    Boxes boxes;
    boxes.reserve(candidates.size());
    for (const int i : candidates) boxes.push_back(steps.clipped[i]);
    const Suppression kept = suppress(boxes, gather(scores, candidates), rule.nmsIou, convention, most);
    for (const int k : kept.keep) steps.nms.push_back(candidates[k]);
    for (size_t k = 0; k < candidates.size(); ++k)
      if (kept.suppressedBy[k] >= 0) steps.suppressedBy[candidates[k]] = candidates[kept.suppressedBy[k]];
    steps.preNms.insert(steps.preNms.end(), candidates.begin(), candidates.end());
  }
  if (levels > 1) {
    steps.preNms = bestOf(steps.preNms, scores, 0);
    steps.nms = bestOf(steps.nms, scores, 0);
  }
  steps.rois = steps.nms;
  if (rule.postNms > 0 && steps.rois.size() > static_cast<size_t>(rule.postNms))
    steps.rois.resize(static_cast<size_t>(rule.postNms));
  return steps;
}

}  // namespace anchor
