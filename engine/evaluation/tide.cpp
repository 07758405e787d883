// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/evaluation/tide.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace anchor {
namespace {

double overlap(const ExactBox& detection, const ExactBox& gt, bool region) {
  return overlapOf({detection, BoxConvention::Continuous}, {gt, BoxConvention::Continuous}, region);
}

bool ignored(const GroundTruth& gt) { return gt.crowd || gt.difficult; }

/// A wrong detection or a missed gt, and what it becomes when repaired.
struct Mistake {
  TideError type;
  int detection = -1, gt = -1;
  bool originalCounts = false;  ///< it is a false positive of the uncorrected curve
  bool repairable = false;      ///< becomes a true positive (if it is the best that could)
};

/// The curves of all classes. A class counts once it has a point or a positive.
struct Curves {
  std::map<int, std::vector<ScoredOutcome>> points;
  std::map<int, int> positives;
  [[nodiscard]] double meanAp() const {
    std::map<int, bool> classes;
    for (const auto& [label, list] : points)
      if (!list.empty()) classes[label] = true;
    for (const auto& [label, count] : positives)
      if (count != 0) classes[label] = true;
    if (classes.empty()) return 0;
    double sum = 0;
    for (const auto& [label, unused] : classes) {
      const auto own = points.find(label);
      const auto count = positives.find(label);
      sum += averagePrecision101(own == points.end() ? std::vector<ScoredOutcome>{} : own->second,
                                 count == positives.end() ? 0 : count->second);
    }
    return sum / static_cast<double>(classes.size());
  }
};

class Tide {
 public:
  Tide(std::span<const GroundTruth> gts, std::span<const Detection> detections, const TideRule& rule)
      : m_gts(gts), m_detections(detections), m_rule(rule) {
    m_out.verdicts.resize(detections.size());
    m_out.matched.assign(gts.size(), -1);
    m_out.missed.assign(gts.size(), false);
    m_usable.assign(gts.size(), false);
    m_best.assign(gts.size(), -1);
  }

  TideResult run() {
    std::map<int, std::pair<std::vector<int>, std::vector<int>>> images;  // detections, gts
    for (size_t d = 0; d < m_detections.size(); ++d)
      images[m_detections[d].image].first.push_back(static_cast<int>(d));
    for (size_t g = 0; g < m_gts.size(); ++g) images[m_gts[g].image].second.push_back(static_cast<int>(g));
    for (auto& [image, parts] : images) evaluateImage(std::move(parts.first), parts.second);
    m_out.ap = m_curves.meanAp();
    for (size_t e = 0; e < tideErrors; ++e)
      m_out.gain[e] = std::max(0.0, repaired(static_cast<TideError>(e)) - m_out.ap);
    m_out.gainFalsePositives = withoutFalsePositives() - m_out.ap;
    m_out.gainFalseNegatives = withoutFalseNegatives() - m_out.ap;
    return std::move(m_out);
  }

 private:
  const GroundTruth& gt(int g) const { return m_gts[static_cast<size_t>(g)]; }
  const Detection& detection(int d) const { return m_detections[static_cast<size_t>(d)]; }
  TideVerdict& verdict(int d) { return m_out.verdicts[static_cast<size_t>(d)]; }

  void evaluateImage(std::vector<int> found, const std::vector<int>& all) {
    std::vector<int> gts;
    for (const int g : all)
      if (!ignored(gt(g))) gts.push_back(g);
    for (const int g : gts) ++m_curves.positives[gt(g).label];
    std::stable_sort(found.begin(), found.end(),
                     [&](int a, int b) { return detection(a).score > detection(b).score; });
    if (found.size() > static_cast<size_t>(m_rule.most)) found.resize(static_cast<size_t>(m_rule.most));
    match(found, gts);
    ignoreInRegions(found, all);
    for (const int d : found) {
      const TideVerdict& v = verdict(d);
      if (v.counted) {
        m_curves.points[detection(d).label].push_back({detection(d).score, v.correct});
        m_order.push_back(d);
      }
      if (!v.correct) explain(d, gts);
    }
    for (const int g : gts) {
      if (m_out.matched[static_cast<size_t>(g)] >= 0) continue;
      ++m_falseNegatives[gt(g).label];
      if (m_usable[static_cast<size_t>(g)]) continue;
      m_out.missed[static_cast<size_t>(g)] = true;
      addMistake({TideError::Missed, -1, g, false, false});
    }
  }

  void match(const std::vector<int>& found, const std::vector<int>& gts) {
    for (const int d : found) {
      TideVerdict& v = verdict(d);
      v.counted = true;
      double best = 0;
      int bestGt = -1;
      for (const int g : gts) {
        if (gt(g).label != detection(d).label || m_out.matched[static_cast<size_t>(g)] >= 0) continue;
        const double iou = overlap(detection(d).box, gt(g).box, false);
        if (iou > best) {
          best = iou;
          bestGt = g;
        }
      }
      if (bestGt < 0 || best < m_rule.match) continue;
      v.correct = true;
      v.gt = bestGt;
      m_out.matched[static_cast<size_t>(bestGt)] = d;
    }
  }

  void ignoreInRegions(const std::vector<int>& found, const std::vector<int>& all) {
    for (const int g : all) {
      if (!ignored(gt(g))) continue;
      for (const int d : found)
        if (!verdict(d).correct && gt(g).label == detection(d).label &&
            overlap(detection(d).box, gt(g).box, true) > m_rule.match)
          verdict(d).counted = false;
    }
  }

  struct Nearest {
    double iou = 0;
    int gt = -1;
  };
  template <class Wanted>
  Nearest nearest(int d, const std::vector<int>& gts, const Wanted& wanted) const {
    Nearest best;
    for (const int g : gts) {
      if (!wanted(g)) continue;
      const double iou = overlap(detection(d).box, gt(g).box, false);
      if (iou > best.iou) best = {iou, g};
    }
    return best;
  }

  void explain(int d, const std::vector<int>& gts) {
    const auto same = [&](int g) { return gt(g).label == detection(d).label; };
    const auto used = [&](int g) { return same(g) && m_out.matched[static_cast<size_t>(g)] >= 0; };
    const Nearest own = nearest(d, gts, same);
    const Nearest other = nearest(d, gts, [&](int g) { return !same(g); });
    const Nearest taken = nearest(d, gts, used);
    const Nearest any = nearest(d, gts, [](int) { return true; });
    if (gts.empty())
      add(d, TideError::Background, -1);
    else if (own.iou >= m_rule.background && own.iou <= m_rule.match)
      add(d, TideError::Localisation, own.gt);
    else if (other.iou >= m_rule.match)
      add(d, TideError::Class, other.gt);
    else if (taken.iou >= m_rule.match)
      add(d, TideError::Duplicate, taken.gt);
    else if (any.iou <= m_rule.background)
      add(d, TideError::Background, -1);
    else
      add(d, TideError::Both, any.gt);
  }

  void add(int d, TideError type, int g) {
    verdict(d).error = type;
    verdict(d).gt = g;
    const bool movable = type == TideError::Class || type == TideError::Localisation;
    const bool repairable = movable && m_out.matched[static_cast<size_t>(g)] < 0;
    if (repairable) {
      m_usable[static_cast<size_t>(g)] = true;
      int& best = m_best[static_cast<size_t>(g)];
      if (best < 0 || detection(best).score < detection(d).score) best = d;
    }
    addMistake({type, d, g, verdict(d).counted, repairable});
  }

  void addMistake(const Mistake& mistake) {
    ++m_out.count[static_cast<size_t>(mistake.type)];
    m_mistakes.push_back(mistake);
  }

  /// The curves with the mistakes of one type put right: first what is or was wrong, then the true ones, in
  /// the tool's order, since equal scores keep it.
  double repaired(TideError type) const {
    Curves curves;
    curves.positives = m_curves.positives;
    for (const Mistake& m : m_mistakes) {
      if (m.type != type) {
        if (m.originalCounts)
          curves.points[detection(m.detection).label].push_back({detection(m.detection).score, false});
      } else if (m.type == TideError::Missed) {
        --curves.positives[gt(m.gt).label];
      } else if (m.repairable && m_best[static_cast<size_t>(m.gt)] == m.detection) {
        const int label = type == TideError::Class ? gt(m.gt).label : detection(m.detection).label;
        curves.points[label].push_back({detection(m.detection).score, true});
      }
    }
    addTrue(curves, false);
    return curves.meanAp();
  }

  void addTrue(Curves& curves, bool atTop) const {
    for (const int d : m_order)
      if (m_out.verdicts[static_cast<size_t>(d)].correct)
        curves.points[detection(d).label].push_back({atTop ? 1.0F : detection(d).score, true});
  }

  double withoutFalsePositives() const {
    Curves curves;
    curves.positives = m_curves.positives;
    for (const Mistake& m : m_mistakes)
      if (m.originalCounts) curves.points[detection(m.detection).label].push_back({0, false});
    addTrue(curves, true);
    return curves.meanAp();
  }

  double withoutFalseNegatives() const {
    Curves curves;
    curves.positives = m_curves.positives;
    for (const auto& [label, count] : m_falseNegatives) curves.positives[label] -= count;
    for (const Mistake& m : m_mistakes)
      if (m.originalCounts)
        curves.points[detection(m.detection).label].push_back({detection(m.detection).score, false});
    addTrue(curves, false);
    return curves.meanAp();
  }

  std::span<const GroundTruth> m_gts;
  std::span<const Detection> m_detections;
  TideRule m_rule;
  TideResult m_out;
  Curves m_curves;
  std::vector<Mistake> m_mistakes;
  std::vector<int> m_order;    ///< counted detections as they came
  std::vector<bool> m_usable;  ///< [gts] some wrong detection could be put right to find it
  std::vector<int> m_best;     ///< [gts] the best of those
  std::map<int, int> m_falseNegatives;
};

}  // namespace

double averagePrecision101(std::vector<ScoredOutcome> outcomes, int positives) {
  if (positives <= 0) return 0;
  std::stable_sort(outcomes.begin(), outcomes.end(),
                   [](const ScoredOutcome& a, const ScoredOutcome& b) { return a.score > b.score; });
  std::vector<double> precision;
  std::vector<double> recall;
  int correct = 0;
  for (const ScoredOutcome& outcome : outcomes) {
    correct += outcome.correct ? 1 : 0;
    precision.push_back(correct / static_cast<double>(precision.size() + 1));
    recall.push_back(correct / static_cast<double>(positives));
  }
  for (size_t i = precision.size(); i-- > 1;) precision[i - 1] = std::max(precision[i - 1], precision[i]);
  double sum = 0;
  for (int step = 0; step <= 100; ++step) {
    const auto at = std::lower_bound(recall.begin(), recall.end(), step / 100.0);
    if (at != recall.end()) sum += precision[static_cast<size_t>(at - recall.begin())];
  }
  return sum / 101;
}

TideResult tide(std::span<const GroundTruth> gts, std::span<const Detection> detections,
                const TideRule& rule) {
  return Tide(gts, detections, rule).run();
}

const char* tideName(TideError error) {
  switch (error) {
    case TideError::Class:
      return "class";
    case TideError::Localisation:
      return "localisation";
    case TideError::Both:
      return "both";
    case TideError::Duplicate:
      return "duplicate";
    case TideError::Background:
      return "background";
    case TideError::Missed:
      return "missed";
  }
  return "";
}

const char* tideShortName(TideError error) {
  switch (error) {
    case TideError::Class:
      return "Cls";
    case TideError::Localisation:
      return "Loc";
    case TideError::Both:
      return "Both";
    case TideError::Duplicate:
      return "Dupe";
    case TideError::Background:
      return "Bkg";
    case TideError::Missed:
      return "Miss";
  }
  return "";
}

}  // namespace anchor
