// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspection/autopsy.h"

#include <cmath>

#include "engine/geometry/iou.h"

namespace anchor {
namespace {

constexpr auto plane = BoxConvention::Continuous;

/// Everything of one image that the objects are followed through.
class Follower {
 public:
  Follower(const ImageRecord& record, std::span<const SampleBox> objects, const TideRule& rule)
      : m_record(record),
        m_rule(rule),
        m_stage(anchorStage(record.config, record.image, objects)),
        m_proposals(proposalStepsOf(record, record.config.test_proposals)),
        m_head(record.head()),
        m_final(detectionStepsOf(record, record.config.test)) {
    const size_t n = m_stage.anchors.size();
    m_boxes.reserve(n);
    for (const Box& box : m_proposals.clipped) m_boxes.push_back(toImage(box));
    m_step.assign(n, Step::Decoded);
    m_rank.assign(n, -1);
    mark(m_proposals.largeEnough, Step::Large);
    for (size_t k = 0; k < m_proposals.preNms.size(); ++k)
      m_rank[static_cast<size_t>(m_proposals.preNms[k])] = static_cast<int>(k);
    mark(m_proposals.preNms, Step::PreNms);
    mark(m_proposals.nms, Step::Nms);
    mark(m_proposals.rois, Step::Roi);
  }

  [[nodiscard]] const AnchorStage& stage() const { return m_stage; }
  [[nodiscard]] const DetectionSteps& steps() const { return m_final; }

  [[nodiscard]] ObjectTrace follow(const SampleBox& object, int gt, bool found) const {
    ObjectTrace trace;
    trace.object = m_stage.gtObject[static_cast<size_t>(gt)];
    trace.label = object.class_index;
    trace.bestAnchorIou = m_stage.assignment.bestIou[static_cast<size_t>(gt)];
    trace.foreground = m_stage.foregroundOf(gt);
    trace.sampled = chanceOfSampling(m_stage, gt);
    const std::vector<int> covering = coveringProposals(object.box, trace);
    const std::vector<int> rois = coveringRois(object.box, trace);
    headScores(object, rois, trace);
    addLoss(object, gt, trace);
    if (found) return trace;
    trace.lost = lostBeforeHead(covering, trace);
    if (trace.lost == LostAt::Found) trace.lost = lostInHead(object, rois, trace);
    return trace;
  }

 private:
  enum class Step : uint8_t { Decoded, Large, PreNms, Nms, Roi };

  [[nodiscard]] Box toImage(const Box& box) const {
    return fromNetwork(box, m_stage.geometry, m_record.config.convention());
  }
  void mark(const std::vector<int>& anchors, Step step) {
    for (const int i : anchors) m_step[static_cast<size_t>(i)] = step;
  }
  [[nodiscard]] float score(int anchor) const { return m_record.rpnScores[static_cast<size_t>(anchor)]; }
  [[nodiscard]] bool covers(const Box& box, const Box& gt) const {
    return iou(box, gt, plane) >= m_rule.match;
  }

  std::vector<int> coveringProposals(const Box& gt, ObjectTrace& trace) const {
    std::vector<int> covering;
    for (size_t i = 0; i < m_boxes.size(); ++i) {
      const float overlap = iou(m_boxes[i], gt, plane);
      trace.proposalIou = std::max(trace.proposalIou, overlap);
      if (overlap < m_rule.match) continue;
      covering.push_back(static_cast<int>(i));
      trace.rpnScore = std::max(trace.rpnScore, m_record.rpnScores[i]);
      if (m_rank[i] >= 0 && (trace.rank < 0 || m_rank[i] < trace.rank)) trace.rank = m_rank[i];
    }
    return covering;
  }

  std::vector<int> coveringRois(const Box& gt, ObjectTrace& trace) const {
    std::vector<int> covering;
    for (size_t r = 0; r < m_head.rois.size(); ++r) {
      const float overlap = iou(toImage(m_head.rois[r]), gt, plane);
      trace.roiIou = std::max(trace.roiIou, overlap);
      if (overlap >= m_rule.match) covering.push_back(static_cast<int>(r));
    }
    return covering;
  }

  [[nodiscard]] float probability(int roi, int label) const {
    return m_head
        .scores[static_cast<size_t>(roi) * static_cast<size_t>(m_head.labels) + static_cast<size_t>(label)];
  }
  [[nodiscard]] int preferredLabel(int roi) const {
    int best = 0;
    for (int label = 1; label < m_head.labels; ++label)
      if (probability(roi, label) > probability(roi, best)) best = label;
    return best;
  }

  void headScores(const SampleBox& object, const std::vector<int>& rois, ObjectTrace& trace) const {
    float strongest = -1;
    for (const int r : rois) {
      trace.classScore = std::max(trace.classScore, probability(r, object.class_index + 1));
      const int label = preferredLabel(r);
      if (label == 0 || label == object.class_index + 1 || probability(r, label) <= strongest) continue;
      strongest = probability(r, label);
      trace.otherLabel = label - 1;
      trace.otherScore = strongest;
    }
  }

  void addLoss(const SampleBox& object, int gt, ObjectTrace& trace) const {
    const auto roi = static_cast<size_t>(m_record.proposals) + static_cast<size_t>(gt);
    if (roi >= m_record.rois.size()) return;
    const float p = m_record.headScores[roi * static_cast<size_t>(m_record.labels) +
                                        static_cast<size_t>(object.class_index) + 1];
    trace.loss = -std::log(std::max(p, 1e-12F));
  }

  LostAt lostBeforeHead(const std::vector<int>& covering, ObjectTrace& trace) const {
    Step furthest = Step::Decoded;
    int best = -1;  // of those that got furthest, the one of the highest score
    for (const int i : covering) {
      const Step step = m_step[static_cast<size_t>(i)];
      if (best >= 0 && (step < furthest || (step == furthest && score(i) <= score(best)))) continue;
      furthest = step;
      best = i;
    }
    const bool seldomDrawn = trace.sampled < 0.5;
    if (best < 0) {
      if (trace.bestAnchorIou < m_record.config.assignment.positiveIou) return LostAt::NoAnchor;
      return seldomDrawn ? LostAt::NotSampled : LostAt::RpnBox;
    }
    switch (furthest) {
      case Step::Decoded:
        return LostAt::TooSmall;
      case Step::Large:
        return seldomDrawn ? LostAt::NotSampled : LostAt::RpnScore;
      case Step::PreNms:
        trace.by = m_boxes[static_cast<size_t>(m_proposals.suppressedBy[static_cast<size_t>(best)])];
        return LostAt::Nms;
      case Step::Nms:
        if (score(best) >= 0.5F) return LostAt::TopN;
        return seldomDrawn ? LostAt::NotSampled : LostAt::RpnScore;
      case Step::Roi:
        break;
    }
    return LostAt::Found;
  }

  LostAt lostInHead(const SampleBox& object, const std::vector<int>& rois, ObjectTrace& trace) const {
    const int label = object.class_index + 1;
    const LostAt after = lostAfterHead(object, trace);
    if (after != LostAt::Found) return after;
    // No candidate of its class covers it. What does the head make of the rois that do?
    int sure = -1;
    for (const int r : rois)
      if (sure < 0 || probability(r, label) > probability(sure, label)) sure = r;
    if (sure < 0) return LostAt::HeadBox;
    const int preferred = preferredLabel(sure);
    if (preferred == label)
      return probability(sure, label) < m_record.config.test.score ? LostAt::Score : LostAt::HeadBox;
    if (probability(sure, label) >= m_record.config.test.score) return LostAt::HeadBox;
    if (preferred == 0) return LostAt::HeadBackground;
    trace.otherLabel = preferred - 1;
    trace.otherScore = probability(sure, preferred);
    return LostAt::HeadClass;
  }

  /// Among the candidates of its class that cover it, the one that got furthest. Found: there is none.
  LostAt lostAfterHead(const SampleBox& object, ObjectTrace& trace) const {
    LostAt lost = LostAt::Found;
    float best = -1;
    for (const DetectionCandidate& c : m_final.candidates) {
      if (c.label != object.class_index + 1 || c.score <= best || !covers(toImage(c.box), object.box))
        continue;
      best = c.score;
      switch (c.outcome) {
        case DetectionOutcome::Kept:
          lost = LostAt::Taken;
          trace.by = toImage(c.box);
          break;
        case DetectionOutcome::BeyondMost:
          lost = LostAt::FinalLimit;
          break;
        case DetectionOutcome::TooSmall:
          lost = LostAt::TooSmall;
          break;
        case DetectionOutcome::Suppressed:
          lost = LostAt::FinalNms;
          trace.by = toImage(m_final.candidates[static_cast<size_t>(c.suppressedBy)].box);
          break;
      }
    }
    return lost;
  }

  const ImageRecord& m_record;
  TideRule m_rule;
  AnchorStage m_stage;
  ProposalSteps m_proposals;
  HeadOutput m_head;
  DetectionSteps m_final;
  Boxes m_boxes;             ///< [N] clipped proposals, image pixels
  std::vector<Step> m_step;  ///< [N] the last step each proposal reached
  std::vector<int> m_rank;   ///< [N] among those that entered NMS
};

std::vector<GroundTruth> groundTruths(std::span<const SampleBox> objects, int image) {
  std::vector<GroundTruth> gts;
  for (const SampleBox& o : objects) gts.push_back({image, o.class_index, o.box, o.difficult, o.crowd});
  return gts;
}

}  // namespace

const char* lostName(LostAt stage) {
  switch (stage) {
    case LostAt::Found:
      return "found";
    case LostAt::NoAnchor:
      return "no_anchor";
    case LostAt::NotSampled:
      return "not_sampled";
    case LostAt::RpnBox:
      return "rpn_box";
    case LostAt::TooSmall:
      return "too_small";
    case LostAt::RpnScore:
      return "rpn_score";
    case LostAt::TopN:
      return "top_n";
    case LostAt::Nms:
      return "nms";
    case LostAt::HeadBackground:
      return "head_background";
    case LostAt::HeadClass:
      return "head_class";
    case LostAt::HeadBox:
      return "head_box";
    case LostAt::Score:
      return "score";
    case LostAt::FinalNms:
      return "final_nms";
    case LostAt::FinalLimit:
      return "final_limit";
    case LostAt::Taken:
      return "taken";
  }
  return "";
}

ImageAutopsy autopsyImage(const ImageRecord& record, std::span<const SampleBox> objects,
                          const TideRule& rule) {
  const Follower follower(record, objects, rule);
  ImageAutopsy autopsy;
  autopsy.detections = detectionsOf(record, follower.steps());
  const auto gts = groundTruths(objects, 0);
  TideResult result = tide(gts, autopsy.detections, rule);
  autopsy.verdicts = std::move(result.verdicts);
  for (size_t g = 0; g < follower.stage().gtBoxes.size(); ++g) {
    const auto o = static_cast<size_t>(follower.stage().gtObject[g]);
    if (objects[o].difficult) continue;  // trained perhaps, but nobody counts it
    autopsy.objects.push_back(follower.follow(objects[o], static_cast<int>(g), result.matched[o] >= 0));
    autopsy.objects.back().detection = result.matched[o];
  }
  return autopsy;
}

AutopsyReport autopsyReport(std::span<const ImageAutopsy> images,
                            std::span<const std::vector<SampleBox>> objects, const TideRule& rule) {
  AutopsyReport report;
  std::vector<GroundTruth> gts;
  std::vector<Detection> detections;
  for (size_t i = 0; i < images.size(); ++i) {
    const auto own = groundTruths(objects[i], static_cast<int>(i));
    gts.insert(gts.end(), own.begin(), own.end());
    for (Detection d : images[i].detections) {
      d.image = static_cast<int>(i);
      detections.push_back(d);
    }
    for (const ObjectTrace& trace : images[i].objects) {
      ++report.objects;
      ++report.causes[static_cast<size_t>(trace.lost)].count;
    }
  }
  report.tide = tide(gts, detections, rule);
  report.ap = report.tide.ap;
  for (size_t cause = 1; cause < lostStages; ++cause) {
    if (report.causes[cause].count == 0) continue;
    std::vector<Detection> repaired;
    for (size_t i = 0; i < images.size(); ++i)
      for (const ObjectTrace& trace : images[i].objects)
        if (static_cast<size_t>(trace.lost) == cause)
          repaired.push_back(
              {static_cast<int>(i), trace.label, objects[i][static_cast<size_t>(trace.object)].box, 1});
    repaired.insert(repaired.end(), detections.begin(), detections.end());
    report.causes[cause].gain = std::max(0.0, tide(gts, repaired, rule).ap - report.ap);
  }
  return report;
}

}  // namespace anchor
