// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/parity.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

namespace anchor {
namespace {

struct Difference {
  double box = 0, score = 0;
  [[nodiscard]] bool within(const Difference& most) const { return box <= most.box && score <= most.score; }
  void include(const Difference& other) {
    box = std::max(box, other.box);
    score = std::max(score, other.score);
  }
};

constexpr Difference allowed{ParityResult::mostBoxDifference, ParityResult::mostScoreDifference};
/// Beyond this two detections are not the same one moved by rounding.
constexpr Difference apartForGood{0.1, 0.01};

Difference difference(const Detection& a, const Detection& b) {
  const double x = std::max(std::abs(a.box.x1 - b.box.x1), std::abs(a.box.x2 - b.box.x2));
  const double y = std::max(std::abs(a.box.y1 - b.box.y1), std::abs(a.box.y2 - b.box.y2));
  return {std::max(x, y), std::abs(a.score - b.score)};
}

bool has(const std::vector<Detection>& answer, const Detection& d, const Difference& most) {
  return std::ranges::any_of(answer, [&](const Detection& other) {
    return other.label == d.label && difference(other, d).within(most);
  });
}

/// Position in `among` of the free detection of this class whose box is nearest.
std::optional<size_t> nearest(const Detection& d, const std::vector<Detection>& among,
                              const std::vector<uint8_t>& taken) {
  std::optional<size_t> best;
  for (size_t k = 0; k < among.size(); ++k) {
    if (taken[k] != 0 || among[k].label != d.label) continue;
    if (!best || difference(among[k], d).box < difference(among[*best], d).box) best = k;
  }
  return best;
}

struct Leftover {
  std::vector<Detection> live, exported;
};

/// Takes out the pairs that agree, and notes how far apart they are.
Leftover withoutAgreeing(ParityResult& result, const std::vector<Detection>& live,
                         const std::vector<Detection>& exported) {
  Leftover left;
  std::vector<uint8_t> taken(exported.size());
  for (const Detection& d : live) {
    const auto k = nearest(d, exported, taken);
    const Difference apart = k ? difference(exported[*k], d) : Difference{};
    if (!k || !apart.within(allowed)) {
      left.live.push_back(d);
      continue;
    }
    taken[*k] = 1;
    result.boxDifference = std::max(result.boxDifference, apart.box);
    result.scoreDifference = std::max(result.scoreDifference, apart.score);
  }
  for (size_t k = 0; k < exported.size(); ++k)
    if (taken[k] == 0) left.exported.push_back(exported[k]);
  return left;
}

/// How far the network's own detections move from answer to answer, twice.
Difference movedByRounding(const std::vector<Detection>& live,
                           const std::vector<std::vector<Detection>>& answers) {
  Difference most = allowed;
  for (const auto& answer : answers) {
    const std::vector<uint8_t> none(answer.size());
    for (const Detection& d : live) {
      const auto k = nearest(d, answer, none);
      const Difference apart = k ? difference(answer[*k], d) : apartForGood;
      if (k && apart.within(apartForGood)) most.include({2 * apart.box, 2 * apart.score});
    }
  }
  return {std::min(most.box, apartForGood.box), std::min(most.score, apartForGood.score)};
}

}  // namespace

PerturbedAnswers perturbedBy(Detector& network, const RgbImage& image) {
  return [&network, &image] {
    constexpr int tries = 12;
    std::vector<std::vector<Detection>> answers;
    for (int seed = 0; seed < tries; ++seed) answers.push_back(network.detectPerturbed(image, seed));
    return answers;
  };
}

void addToParity(ParityResult& result, const std::vector<Detection>& live,
                 const std::vector<Detection>& exported, const PerturbedAnswers& perturbed) {
  ++result.images;
  result.detections += static_cast<int>(live.size());
  Leftover left = withoutAgreeing(result, live, exported);
  const size_t differing = left.live.size() + left.exported.size();
  if (differing == 0) return;
  const auto answers = perturbed();
  const Difference most = movedByRounding(live, answers);
  std::erase_if(left.exported, [&](const Detection& d) {
    return has(live, d, most) ||
           std::ranges::any_of(answers, [&](const auto& answer) { return has(answer, d, most); });
  });
  std::erase_if(left.live, [&](const Detection& d) {
    return has(exported, d, most) ||
           std::ranges::any_of(answers, [&](const auto& answer) { return !has(answer, d, most); });
  });
  result.undecided += static_cast<int>(differing - left.live.size() - left.exported.size());
  // What is left and has a partner is a matched detection that is too far away; the rest has none.
  std::vector<uint8_t> taken(left.exported.size());
  for (const Detection& d : left.live) {
    const auto k = nearest(d, left.exported, taken);
    if (!k || difference(left.exported[*k], d).box > 2) {
      ++result.unmatched;
      continue;
    }
    taken[*k] = 1;
    const Difference apart = difference(left.exported[*k], d);
    result.boxDifference = std::max(result.boxDifference, apart.box);
    result.scoreDifference = std::max(result.scoreDifference, apart.score);
  }
  result.unmatched += static_cast<int>(std::ranges::count(taken, 0));
}

std::string parityText(const ParityResult& r) {
  char line[200];
  std::snprintf(line, sizeof line,
                "%d images, %d detections, %d borderline, %d unmatched; largest difference: box %.2g pixels, "
                "score %.2g",
                r.images, r.detections, r.undecided, r.unmatched, r.boxDifference, r.scoreDifference);
  return line;
}

}  // namespace anchor
