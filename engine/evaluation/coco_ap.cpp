#include "engine/evaluation/coco_ap.h"

#include <cmath>
#include <map>

#include "engine/geometry/suppression.h"

namespace anchor {
namespace {

constexpr int iouCount = 10, areaCount = 4, limitCount = 3, recallCount = 101;
constexpr std::array<int, limitCount> limits{1, 10, 100};
constexpr double farAway = 1e10;
constexpr std::array<std::pair<double, double>, areaCount> areaRanges{
    {{0, farAway}, {0, 32.0 * 32}, {32.0 * 32, 96.0 * 96}, {96.0 * 96, farAway}}};

double iouThreshold(int t) { return 0.5 + 0.05 * t; }

double overlapOf(const Detection& d, const GroundTruth& g, BoxConvention convention) {
  const double offset = lengthOffset(convention);
  const double w =
      std::max(0.0, std::min<double>(d.box.x2, g.box.x2) - std::max<double>(d.box.x1, g.box.x1) + offset);
  const double h =
      std::max(0.0, std::min<double>(d.box.y2, g.box.y2) - std::max<double>(d.box.y1, g.box.y1) + offset);
  const auto areaOf = [&](const Box& b) {
    return (double(b.x2) - b.x1 + offset) * (double(b.y2) - b.y1 + offset);
  };
  const double inter = w * h;
  const double both = g.crowd ? areaOf(d.box) : areaOf(d.box) + areaOf(g.box) - inter;
  return both > 0 ? inter / both : 0;
}

/// Detections and gts of one image and class; detections best first, at most 100.
struct Cell {
  std::vector<const GroundTruth*> gts;
  std::vector<const Detection*> detections;
  std::vector<double> overlaps;  ///< [detection][gt]
};

/// Outcome of one detection at one IoU and area range.
struct Scored {
  float score;
  int rank;  ///< within its image, to apply the detection limit
  std::array<bool, iouCount> matched, ignored;
};

struct AreaMatches {
  std::vector<Scored> scored;
  int positives = 0;
};

void sortAndCut(Cell& cell) {
  std::stable_sort(cell.detections.begin(), cell.detections.end(),
                   [](const auto* a, const auto* b) { return a->score > b->score; });
  if (cell.detections.size() > size_t{limits.back()}) cell.detections.resize(limits.back());
}

/// COCOeval.evaluateImg: gts to be ignored come last; a detection keeps looking for a better gt that counts.
void matchCell(const Cell& cell, std::pair<double, double> range, BoxConvention convention,
               AreaMatches& out) {
  std::vector<int> order;
  std::vector<bool> ignored;
  for (const bool wanted : {false, true})
    for (size_t g = 0; g < cell.gts.size(); ++g) {
      const double size = area(cell.gts[g]->box, convention);
      const bool ignore = cell.gts[g]->crowd || size < range.first || size > range.second;
      if (ignore != wanted) continue;
      order.push_back(static_cast<int>(g));
      ignored.push_back(ignore);
      if (!ignore) ++out.positives;
    }
  const size_t first = out.scored.size();
  for (size_t d = 0; d < cell.detections.size(); ++d)
    out.scored.push_back({cell.detections[d]->score, static_cast<int>(d), {}, {}});
  for (int t = 0; t < iouCount; ++t) {
    std::vector<bool> taken(order.size(), false);
    for (size_t d = 0; d < cell.detections.size(); ++d) {
      double best = std::min(iouThreshold(t), 1 - 1e-10);
      int match = -1;
      for (size_t k = 0; k < order.size(); ++k) {
        const GroundTruth& gt = *cell.gts[order[k]];
        if (taken[k] && !gt.crowd) continue;
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
        const double size = area(cell.detections[d]->box, convention);
        scored.ignored[t] = size < range.first || size > range.second;
      }
    }
  }
}

struct Curve {
  double ap = -1, recall = -1;
};

/// COCOeval.accumulate for one class, area, limit and IoU: mean of 101 interpolated precisions, and the last
/// recall.
Curve curveOf(const AreaMatches& matches, const std::vector<int>& order, int limit, int t) {
  if (matches.positives == 0) return {};
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
    const auto reached = std::lower_bound(recall.begin(), recall.end(), r / 100.0);
    if (reached != recall.end()) sum += precision[static_cast<size_t>(reached - recall.begin())];
  }
  return {sum / recallCount, recall.empty() ? 0 : recall.back()};
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

CocoResult evaluateCoco(std::span<const GroundTruth> gts, std::span<const Detection> detections, int classes,
                        BoxConvention convention) {
  std::vector<std::map<int, Cell>> cells(static_cast<size_t>(classes));
  for (const GroundTruth& gt : gts) cells.at(gt.label)[gt.image].gts.push_back(&gt);
  for (const Detection& detection : detections)
    cells.at(detection.label)[detection.image].detections.push_back(&detection);

  std::array<Mean, 12> stats;
  CocoResult result;
  for (auto& images : cells) {
    std::array<AreaMatches, areaCount> byArea;
    for (auto& [image, cell] : images) {
      sortAndCut(cell);
      for (const Detection* d : cell.detections)
        for (const GroundTruth* g : cell.gts) cell.overlaps.push_back(overlapOf(*d, *g, convention));
      for (int a = 0; a < areaCount; ++a) matchCell(cell, areaRanges[a], convention, byArea[a]);
    }
    Mean ownAp;
    for (int a = 0; a < areaCount; ++a) {
      std::vector<float> scores;
      for (const Scored& s : byArea[a].scored) scores.push_back(s.score);
      const std::vector<int> order = orderByScore(scores);
      for (int l = 0; l < limitCount; ++l) {
        if (a > 0 && l + 1 < limitCount) continue;
        for (int t = 0; t < iouCount; ++t) {
          const Curve curve = curveOf(byArea[a], order, limits[l], t);
          if (l + 1 == limitCount) {
            stats[a == 0 ? 0 : 2 + a].add(curve.ap);
            if (a == 0 && t == 0) stats[1].add(curve.ap);
            if (a == 0 && t == 5) stats[2].add(curve.ap);
            if (a == 0) ownAp.add(curve.ap);
          }
          stats[a == 0 ? 6 + l : 8 + a].add(curve.recall);
        }
      }
    }
    result.ap.push_back(ownAp.count > 0 ? std::optional(ownAp.value()) : std::nullopt);
  }
  for (size_t i = 0; i < stats.size(); ++i) result.stats[i] = stats[i].value();
  return result;
}

}  // namespace anchor
