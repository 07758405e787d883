// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/evaluation/coco_ap.h"

#include <cmath>
#include <limits>
#include <map>

namespace anchor {
namespace {

constexpr int iouCount = 10, areaCount = 4, limitCount = 3, recallCount = 101;
constexpr std::array<int, limitCount> limits{1, 10, 100};
constexpr double farAway = 1e10;
constexpr std::array<std::pair<double, double>, areaCount> areaRanges{
    {{0, farAway}, {0, 32.0 * 32}, {32.0 * 32, 96.0 * 96}, {96.0 * 96, farAway}}};

/// As numpy's linspace computes them, to the last bit: a recall that is reached exactly must count as
/// reached.
double iouThreshold(int t) {
  constexpr double first = 0.5, last = 0.95;
  return t + 1 == iouCount ? last : t * ((last - first) / (iouCount - 1)) + first;
}
double recallLevel(int r) { return r + 1 == recallCount ? 1.0 : r * (1.0 / (recallCount - 1)); }

/// What of an object or a detection the matching asks.
struct Sized {
  BoxLengths box;
  double score = 0;
  bool crowd = false;
};

bool outside(const Sized& one, std::pair<double, double> range) {
  const double area = one.box.area();
  return area < range.first || area > range.second;
}

/// Detections and gts of one image and class; detections best first, at most 100.
struct Cell {
  std::vector<Sized> gts, detections;
  std::vector<double> overlaps;  ///< [detection][gt]
};

/// Outcome of one detection at one IoU and area range.
struct Scored {
  double score;
  int rank;  ///< within its image, to apply the detection limit
  std::array<bool, iouCount> matched, ignored;
};

struct AreaMatches {
  std::vector<Scored> scored;
  int positives = 0;
};

void sortAndCut(Cell& cell) {
  std::ranges::stable_sort(cell.detections, betterScore, &Sized::score);
  const size_t kept = std::min(cell.detections.size(), size_t{limits.back()});
  cell.detections.erase(cell.detections.begin() + static_cast<std::ptrdiff_t>(kept), cell.detections.end());
}

/// COCOeval.evaluateImg: gts to be ignored come last; a detection keeps looking for a better gt that counts.
void matchCell(const Cell& cell, std::pair<double, double> range, AreaMatches& out) {
  std::vector<int> order;
  std::vector<bool> ignored;
  for (const bool wanted : {false, true})
    for (size_t g = 0; g < cell.gts.size(); ++g) {
      const bool ignore = cell.gts[g].crowd || outside(cell.gts[g], range);
      if (ignore != wanted) continue;
      order.push_back(static_cast<int>(g));
      ignored.push_back(ignore);
      if (!ignore) ++out.positives;
    }
  const size_t first = out.scored.size();
  for (size_t d = 0; d < cell.detections.size(); ++d)
    out.scored.push_back({cell.detections[d].score, static_cast<int>(d), {}, {}});
  for (int t = 0; t < iouCount; ++t) {
    std::vector<bool> taken(order.size(), false);
    for (size_t d = 0; d < cell.detections.size(); ++d) {
      double best = std::min(iouThreshold(t), 1 - 1e-10);
      int match = -1;
      for (size_t k = 0; k < order.size(); ++k) {
        if (taken[k] && !cell.gts[order[k]].crowd) continue;
        if (match >= 0 && !ignored[match] && ignored[k]) break;
        const double overlap = cell.overlaps[d * cell.gts.size() + static_cast<size_t>(order[k])];
        if (overlap < best) continue;
        best = overlap;
        match = static_cast<int>(k);
      }
      Scored& scored = out.scored[first + d];
      scored.matched[t] = match >= 0;
      if (match >= 0) {
        taken[match] = true;
        scored.ignored[t] = ignored[match];
      } else {
        scored.ignored[t] = outside(cell.detections[d], range);
      }
    }
  }
}

struct Curve {
  std::array<double, recallCount> precision{};
  double ap = -1, recall = -1;
};

/// COCOeval.accumulate for one class, area, limit and IoU: 101 interpolated precisions, their mean, and the
/// last recall.
Curve curveOf(const AreaMatches& matches, const std::vector<int>& order, int limit, int t) {
  Curve curve;
  curve.precision.fill(-1);
  if (matches.positives == 0) return curve;
  curve.precision.fill(0);
  std::vector<double> recall;
  std::vector<double> precision;
  double tp = 0;
  double fp = 0;
  for (const int i : order) {
    const Scored& s = matches.scored[i];
    if (s.rank >= limit) continue;
    if (!s.ignored[t]) (s.matched[t] ? tp : fp) += 1;
    recall.push_back(tp / matches.positives);
    precision.push_back(tp / (tp + fp + std::numeric_limits<double>::epsilon()));
  }
  for (size_t i = precision.size(); i-- > 1;) precision[i - 1] = std::max(precision[i - 1], precision[i]);
  double sum = 0;
  for (int r = 0; r < recallCount; ++r) {
    const auto reached = std::lower_bound(recall.begin(), recall.end(), recallLevel(r));
    if (reached == recall.end()) break;
    curve.precision[static_cast<size_t>(r)] = precision[static_cast<size_t>(reached - recall.begin())];
    sum += curve.precision[static_cast<size_t>(r)];
  }
  curve.ap = sum / recallCount;
  curve.recall = recall.empty() ? 0 : recall.back();
  return curve;
}

/// Mean of the values that exist; -1 when none does.
struct Mean {
  double sum = 0;
  int count = 0;
  void add(double value) {
    if (value < 0) return;
    sum += value;
    ++count;
  }
  [[nodiscard]] double value() const { return count > 0 ? sum / count : -1; }
};

}  // namespace

CocoResult evaluateCoco(std::span<const GroundTruth> gts, std::span<const ExactDetection> detections,
                        int classes, BoxConvention convention) {
  std::vector<std::map<int, Cell>> cells(static_cast<size_t>(classes));
  for (const GroundTruth& gt : gts)
    cells.at(gt.label)[gt.image].gts.push_back({{gt.box, convention}, 0, gt.crowd});
  for (const ExactDetection& d : detections)
    cells.at(d.label)[d.image].detections.push_back({{d.box, convention}, d.score, false});

  std::array<Mean, 12> stats;
  CocoResult result;
  result.precision.assign(
      size_t{iouCount} * recallCount * static_cast<size_t>(classes) * areaCount * limitCount, -1);
  for (int c = 0; c < classes; ++c) {
    std::array<AreaMatches, areaCount> byArea;
    for (auto& [image, cell] : cells[static_cast<size_t>(c)]) {
      sortAndCut(cell);
      for (const Sized& d : cell.detections)
        for (const Sized& g : cell.gts) cell.overlaps.push_back(overlapOf(d.box, g.box, g.crowd));
      for (int a = 0; a < areaCount; ++a) matchCell(cell, areaRanges[a], byArea[a]);
    }
    Mean ownAp;
    for (int a = 0; a < areaCount; ++a) {
      std::vector<double> scores;
      for (const Scored& s : byArea[a].scored) scores.push_back(s.score);
      const std::vector<int> order = bestFirst(scores);
      for (int l = 0; l < limitCount; ++l) {
        for (int t = 0; t < iouCount; ++t) {
          const Curve curve = curveOf(byArea[a], order, limits[l], t);
          for (int r = 0; r < recallCount; ++r)
            result.precision[static_cast<size_t>(
                (((t * recallCount + r) * classes + c) * areaCount + a) * limitCount + l)] =
                curve.precision[static_cast<size_t>(r)];
          if (l + 1 == limitCount) {
            stats[a == 0 ? 0 : 2 + a].add(curve.ap);
            if (a == 0 && t == 0) stats[1].add(curve.ap);
            if (a == 0 && t == 5) stats[2].add(curve.ap);
            if (a == 0) ownAp.add(curve.ap);
          }
          if (a == 0 || l + 1 == limitCount) stats[a == 0 ? 6 + l : 8 + a].add(curve.recall);
        }
      }
    }
    result.ap.push_back(ownAp.count > 0 ? std::optional(ownAp.value()) : std::nullopt);
  }
  for (size_t i = 0; i < stats.size(); ++i) result.stats[i] = stats[i].value();
  return result;
}

}  // namespace anchor
