// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspection/anchor_search.h"

#include <cmath>
#include <numeric>

namespace anchor {
namespace {

struct Sides {
  double width = 0, height = 0;
};

double sharedIou(const Sides& a, const Sides& b) {
  const double shared = std::min(a.width, b.width) * std::min(a.height, b.height);
  return shared / (a.width * a.height + b.width * b.height - shared);
}

std::vector<Sides> sidesOf(const RunConfig& config, const CoverageSubject& subject) {
  std::vector<Sides> sides;
  for (const auto& object : subject.objects) {
    const InputGeometry geometry = inputGeometry(config, subject.images[static_cast<size_t>(object.image)]);
    const Box box = toNetwork(object.box, geometry, config.convention());
    const Sides s{width(box, config.convention()), height(box, config.convention())};
    if (s.width > 0 && s.height > 0) sides.push_back(s);
  }
  return sides;
}

/// Lloyd's iterations; centres begin at even steps through the sizes sorted by area.
std::vector<Sides> cluster(std::vector<Sides> sides, size_t count) {
  std::sort(sides.begin(), sides.end(),
            [](const Sides& a, const Sides& b) { return a.width * a.height < b.width * b.height; });
  std::vector<Sides> centres;
  for (size_t k = 0; k < count; ++k) centres.push_back(sides[(2 * k + 1) * sides.size() / (2 * count)]);
  for (int round = 0; round < 30; ++round) {
    std::vector<Sides> sums(count);
    std::vector<double> members(count, 0);
    for (const Sides& s : sides) {
      size_t best = 0;
      for (size_t k = 1; k < count; ++k)
        if (sharedIou(s, centres[k]) > sharedIou(s, centres[best])) best = k;
      sums[best].width += s.width;
      sums[best].height += s.height;
      ++members[best];
    }
    for (size_t k = 0; k < count; ++k)
      if (members[k] > 0) centres[k] = {sums[k].width / members[k], sums[k].height / members[k]};
  }
  return centres;
}

/// Geometric means of `count` equal groups of the sorted values.
std::vector<float> groupMeans(std::vector<double> values, int count) {
  std::sort(values.begin(), values.end());
  std::vector<float> means;
  const auto groups = static_cast<size_t>(count);
  for (size_t g = 0; g < groups; ++g) {
    const size_t from = g * values.size() / groups;
    const size_t to = std::max(from + 1, (g + 1) * values.size() / groups);
    double logs = 0;
    for (size_t i = from; i < to; ++i) logs += std::log(values[std::min(i, values.size() - 1)]);
    means.push_back(static_cast<float>(std::exp(logs / static_cast<double>(to - from))));
  }
  return means;
}

AnchorConfig fromClusters(const RunConfig& config, const std::vector<Sides>& centres,
                          const AnchorSearchOptions& options) {
  std::vector<double> scales;
  std::vector<double> ratios;
  // On a pyramid a shape belongs to the level it is nearest to, as a multiple of that level's stride.
  for (const Sides& c : centres) {
    const double side = std::sqrt(c.width * c.height);
    double base = config.anchors.base_size;
    if (config.pyramid()) {
      const auto& strides = config.network.fpn_strides;
      base = strides.front();
      for (const int stride : strides)
        if (std::abs(std::log(side / (4.0 * stride))) < std::abs(std::log(side / (4.0 * base))))
          base = stride;
    }
    scales.push_back(side / base);
    ratios.push_back(c.height / c.width);
  }
  AnchorConfig anchors = config.anchors;
  anchors.scales = groupMeans(scales, options.scales);
  anchors.ratios = groupMeans(ratios, options.ratios);
  return anchors;
}

CoverageSubject thinned(const CoverageSubject& subject, size_t most) {
  if (subject.objects.size() <= most) return subject;
  CoverageSubject out{subject.images, {}};
  for (size_t k = 0; k < most; ++k) out.objects.push_back(subject.objects[k * subject.objects.size() / most]);
  return out;
}

/// About normal, with deviation 1.
double bell(RandomSource& random) {
  double sum = 0;
  for (int i = 0; i < 12; ++i) sum += random.uniform();
  return sum - 6;
}

float kept(double value, double low, double high) {
  // Three digits: a person reads and types these numbers.
  return static_cast<float>(std::round(std::clamp(value, low, high) * 1000) / 1000);
}

AnchorConfig mutated(AnchorConfig anchors, double strength, RandomSource& random) {
  for (float& s : anchors.scales) s = kept(s * std::exp(strength * bell(random)), 0.25, 128);
  for (float& r : anchors.ratios) r = kept(r * std::exp(strength * bell(random)), 0.05, 20);
  std::sort(anchors.scales.begin(), anchors.scales.end());
  std::sort(anchors.ratios.begin(), anchors.ratios.end());
  return anchors;
}

}  // namespace

AnchorSuggestion suggestAnchors(const RunConfig& config, const CoverageSubject& subject,
                                const AnchorSearchOptions& options,
                                const std::function<bool(int, int)>& goOn) {
  const CoverageSubject looked = thinned(subject, options.most);
  const auto figures = [&](const AnchorConfig& anchors, const CoverageSubject& on) {
    RunConfig changed = config;
    changed.anchors = anchors;
    return coverageFigures(anchorCoverage(changed, on), config.assignment.positiveIou);
  };
  AnchorSuggestion suggestion{config.anchors, figures(config.anchors, subject), {}};
  suggestion.after = suggestion.before;
  const std::vector<Sides> sides = sidesOf(config, looked);
  if (sides.empty()) return suggestion;

  const auto count = static_cast<size_t>(options.scales) * static_cast<size_t>(options.ratios);
  AnchorConfig best = fromClusters(config, cluster(sides, count), options);
  RandomSource random(options.seed);
  best = mutated(best, 0, random);
  double mean = figures(best, looked).mean;
  const bool sameCounts = config.anchors.scales.size() == static_cast<size_t>(options.scales) &&
                          config.anchors.ratios.size() == static_cast<size_t>(options.ratios);
  if (sameCounts && figures(config.anchors, looked).mean > mean) {
    best = config.anchors;
    mean = figures(best, looked).mean;
  }
  for (int g = 0; g < options.generations && goOn(g, options.generations); ++g) {
    const double strength = 0.25 * std::pow(0.05, static_cast<double>(g) / std::max(1, options.generations));
    const AnchorConfig child = mutated(best, strength, random);
    const double childMean = figures(child, looked).mean;
    if (childMean <= mean) continue;
    best = child;
    mean = childMean;
  }
  const CoverageFigures after = figures(best, subject);
  if (after.mean <= suggestion.before.mean) return suggestion;
  suggestion.anchors = best;
  suggestion.after = after;
  return suggestion;
}

}  // namespace anchor
