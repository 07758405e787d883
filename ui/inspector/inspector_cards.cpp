// SPDX-License-Identifier: GPL-3.0-or-later
// Why a chosen anchor, gt, proposal, roi or detection is as it is.
#include <algorithm>
#include <cmath>

#include "engine/geometry/anchor_fit.h"
#include "engine/geometry/iou.h"
#include "ui/inspector/inspector_texts.h"
#include "ui/inspector/inspector_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

using words::gtName;
using words::number;
using words::sides;

QString line(const QString& name, const QString& value) {
  return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>").arg(name, value);
}
QString card(const QString& title, const QString& lines) {
  return QStringLiteral("<b>%1</b><table>%2</table>").arg(title, lines);
}
QString fourNumbers(const BoxDelta& d) {
  return QStringLiteral("dx %1, dy %2, dw %3, dh %4")
      .arg(number(d.dx, 3), number(d.dy, 3), number(d.dw, 3), number(d.dh, 3));
}

QString anchorCard(const Inspection& in, const InspectorState& state) {
  const AnchorScene& s = *in.scene;
  if (state.anchor >= static_cast<int>(s.anchors.size())) return {};
  const AnchorReport r = reportAnchor(s, in.sampled, state.anchor);
  const AnchorStage::Place place = s.placeOf(r.anchor);
  const int scales = static_cast<int>(s.config.anchors.scales.size());
  const AssignmentRule& rule = s.config.assignment;
  QString lines =
      line(InspectorTexts::tr("Cell"), QStringLiteral("%1, %2 (%3 %4)")
                                           .arg(place.x)
                                           .arg(place.y)
                                           .arg(InspectorTexts::tr("stride"))
                                           .arg(s.levels[static_cast<size_t>(place.level)].stride));
  lines += line(InspectorTexts::tr("Shape"),
                InspectorTexts::tr("scale %1, ratio %2: %3 px")
                    .arg(s.config.anchors.scales[static_cast<size_t>(place.shape % scales)])
                    .arg(s.config.anchors.ratios[static_cast<size_t>(place.shape / scales)])
                    .arg(sides(r.box, s.config.convention())));
  QStringList ious;
  std::vector<int> order(r.ious.size());
  for (size_t g = 0; g < order.size(); ++g) order[g] = static_cast<int>(g);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return r.ious[static_cast<size_t>(a)] > r.ious[static_cast<size_t>(b)];
  });
  for (const int g : order)
    if (ious.size() < 4 && r.ious[static_cast<size_t>(g)] > 0)
      ious << QStringLiteral("%1 %2").arg(gtName(in, g), number(r.ious[static_cast<size_t>(g)], 3));
  lines += line(InspectorTexts::tr("IoU"),
                ious.isEmpty() ? InspectorTexts::tr("touches no object") : ious.join(QStringLiteral("; ")));
  lines += line(
      InspectorTexts::tr("Thresholds"),
      InspectorTexts::tr("fg from %1, bg below %2").arg(number(rule.positiveIou), number(rule.negativeIou)));
  lines += line(InspectorTexts::tr("Rule"), reasonText(r.reason));
  lines += line(InspectorTexts::tr("Label"),
                r.label == 1   ? InspectorTexts::tr("fg, regresses to %1").arg(gtName(in, r.gt))
                : r.label == 0 ? InspectorTexts::tr("bg")
                               : InspectorTexts::tr("ignored"));
  if (r.label >= 0)
    lines += line(InspectorTexts::tr("Budget"),
                  r.sampled ? InspectorTexts::tr("sampled") : InspectorTexts::tr("not sampled this time"));
  if (r.gt >= 0 && r.ious[static_cast<size_t>(r.gt)] > 0) {
    lines += line(InspectorTexts::tr("Target"), fourNumbers(r.target));
    lines += line(InspectorTexts::tr("Normalised"),
                  fourNumbers(normalised(r.target, s.config.rois.normalisation)) + QStringLiteral(" ") +
                      InspectorTexts::tr("(as a roi)"));
    const Box& gt = s.gtBoxes[static_cast<size_t>(r.gt)];
    const float off = std::max({std::abs(r.decoded.x1 - gt.x1), std::abs(r.decoded.y1 - gt.y1),
                                std::abs(r.decoded.x2 - gt.x2), std::abs(r.decoded.y2 - gt.y2)});
    lines += line(InspectorTexts::tr("Decoded again"),
                  InspectorTexts::tr("within %1 px of the gt_box").arg(QString::number(off, 'g', 2)));
  }
  return card(InspectorTexts::tr("Anchor %1").arg(r.anchor), lines);
}

QString ruleWords(GtTrainedBy by) {
  switch (by) {
    case GtTrainedBy::Iou:
      return InspectorTexts::tr("anchors reach the fg threshold");
    case GtTrainedBy::BestOnly:
      return InspectorTexts::tr("trained only as best match");
    case GtTrainedBy::NobodyForBg:
      return InspectorTexts::tr("not trained: the background rule takes precedence");
    case GtTrainedBy::NobodyForAnother:
      return InspectorTexts::tr("not trained: its anchors learn another object");
    case GtTrainedBy::NobodyTouches:
      return InspectorTexts::tr("it is not trained");
  }
  return {};
}

QString gtCard(const Inspection& in, const InspectorState& state) {
  const AnchorScene& s = *in.scene;
  if (state.gt >= static_cast<int>(s.gtBoxes.size())) return {};
  const auto g = static_cast<size_t>(state.gt);
  const float best = s.assignment.bestIou[g];
  QString lines = line(InspectorTexts::tr("Input size"),
                       sides(s.gtBoxes[g], s.config.convention()) + QStringLiteral(" px"));
  lines += line(
      InspectorTexts::tr("Best anchor"),
      best > 0 ? InspectorTexts::tr("IoU %1 (anchor %2)").arg(number(best, 3)).arg(s.assignment.bestAnchor[g])
               : InspectorTexts::tr("none inside the image touches it"));
  const int foreground = s.foregroundOf(state.gt);
  lines += line(InspectorTexts::tr("fg anchors"), QString::number(foreground));
  lines += line(InspectorTexts::tr("Chance"), InspectorTexts::tr("%1 % that at least one of them is sampled")
                                                  .arg(qRound(100 * chanceOfSampling(s, state.gt))));
  lines += line(InspectorTexts::tr("Rule"), ruleWords(gtTrainedBy(best, foreground, s.config.assignment)));
  return card(gtName(in, state.gt), lines);
}

QString proposalCard(const Inspection& in, const InspectorState& state) {
  const auto i = static_cast<size_t>(state.anchor);
  if (i >= in.proposals.clipped.size()) return {};
  const BoxConvention convention = in.networkConfig.convention();
  const auto place = [](const std::vector<int>& list, int anchor) {
    const auto at = std::find(list.begin(), list.end(), anchor);
    return at == list.end() ? -1 : static_cast<int>(at - list.begin());
  };
  const auto order = proposalsAfter(in, ProposalStep::Scored);
  QString lines = line(InspectorTexts::tr("Score"), number(in.request.record->rpnScores[i], 4));
  lines += line(InspectorTexts::tr("Rank"),
                InspectorTexts::tr("%1 of %2").arg(place(order, state.anchor) + 1).arg(order.size()));
  lines += line(InspectorTexts::tr("Anchor"), sides(in.networkStage.anchors[i], convention));
  lines += line(InspectorTexts::tr("Delta"), fourNumbers(in.request.record->rpnDeltas[i]));
  lines +=
      line(InspectorTexts::tr("Box"), sides(in.proposals.clipped[i], convention) + QStringLiteral(" px"));
  float best = 0;
  int gt = -1;
  for (size_t g = 0; g < in.networkStage.gtBoxes.size(); ++g)
    if (const float v = iou(in.proposals.clipped[i], in.networkStage.gtBoxes[g], convention); v > best) {
      best = v;
      gt = static_cast<int>(g);
    }
  lines += line(InspectorTexts::tr("Covers"),
                gt < 0 ? InspectorTexts::tr("no object")
                       : QStringLiteral("%1, IoU %2")
                             .arg(in.className(in.networkStage.gtLabels[static_cast<size_t>(gt)] - 1),
                                  number(best, 3)));
  const int by = in.proposals.suppressedBy[i];
  if (by >= 0)
    lines += line(InspectorTexts::tr("Removed by"),
                  InspectorTexts::tr("the proposal of anchor %1, score %2, IoU %3 with it")
                      .arg(by)
                      .arg(number(in.request.record->rpnScores[static_cast<size_t>(by)], 4),
                           number(iou(in.proposals.clipped[i], in.proposals.clipped[static_cast<size_t>(by)],
                                      convention),
                                  3)));
  else if (place(in.proposals.rois, state.anchor) >= 0)
    lines +=
        line(InspectorTexts::tr("Outcome"),
             InspectorTexts::tr("passed on as number %1").arg(place(in.proposals.rois, state.anchor) + 1));
  else if (place(in.proposals.nms, state.anchor) >= 0)
    lines +=
        line(InspectorTexts::tr("Outcome"), InspectorTexts::tr("kept by NMS, cut by the number passed on"));
  else if (place(in.proposals.largeEnough, state.anchor) < 0)
    lines += line(InspectorTexts::tr("Outcome"), InspectorTexts::tr("smaller than the minimum size"));
  else
    lines += line(InspectorTexts::tr("Outcome"), InspectorTexts::tr("cut before NMS by its score"));
  const auto victims =
      std::count(in.proposals.suppressedBy.begin(), in.proposals.suppressedBy.end(), state.anchor);
  if (victims > 0)
    lines += line(InspectorTexts::tr("Removed"), InspectorTexts::tr("%1 others (red)").arg(victims));
  return card(InspectorTexts::tr("Proposal of anchor %1").arg(state.anchor), lines);
}

QString roiCard(const Inspection& in, const InspectorState& state) {
  const auto k = static_cast<size_t>(state.roi);
  if (k >= in.rois.rois.size()) return {};
  const RunConfig& c = in.networkConfig;
  const bool fg = state.roi < in.rois.fg;
  const auto source = static_cast<size_t>(in.rois.index[k]);
  const size_t proposals = in.trainingRois.size() - in.networkStage.gtBoxes.size();
  QString lines =
      line(InspectorTexts::tr("From"), source < proposals ? InspectorTexts::tr("proposal %1").arg(source + 1)
                                                          : InspectorTexts::tr("a gt_box itself"));
  lines += line(InspectorTexts::tr("Class"),
                fg ? in.className(in.rois.labels[k] - 1) : InspectorTexts::tr("background"));
  lines += line(InspectorTexts::tr("IoU"), number(in.rois.maxIou[k], 3));
  lines += line(InspectorTexts::tr("Rule"),
                fg ? InspectorTexts::tr("IoU ≥ %1").arg(number(c.rois.fgIou))
                   : InspectorTexts::tr("%1 ≤ IoU < %2").arg(number(c.rois.bgLow), number(c.rois.bgHigh)));
  lines += line(InspectorTexts::tr("Weight"),
                InspectorTexts::tr("class 1/%1, box %2")
                    .arg(in.rois.rois.size())
                    .arg(fg ? QStringLiteral("1/%1").arg(in.rois.rois.size()) : QStringLiteral("0")));
  if (fg) {
    const BoxDelta& t = in.rois.targets[k];
    lines += line(InspectorTexts::tr("Target"),
                  fourNumbers(unnormalised(t, c.rois.normalisationOf(in.rois.labels[k]))));
    lines += line(InspectorTexts::tr("Normalised"), fourNumbers(t));
  }
  lines +=
      line(InspectorTexts::tr("Pooled"),
           InspectorTexts::tr("%1 × %1 cells, RoI %2").arg(c.network.roi_size).arg(text(c.network.roi_op)));
  return card(InspectorTexts::tr("Roi %1").arg(state.roi + 1), lines);
}

QString objectCard(const Inspection& in, const InspectorState& state) {
  if (state.object >= static_cast<int>(in.autopsy.objects.size())) return {};
  const ObjectTrace& t = in.autopsy.objects[static_cast<size_t>(state.object)];
  QString lines = line(InspectorTexts::tr("Result"), QStringLiteral("<b>%1</b>").arg(lostText(t.lost)));
  lines += line(InspectorTexts::tr("Anchors"),
                InspectorTexts::tr("best IoU %1, fg %2").arg(number(t.bestAnchorIou, 3)).arg(t.foreground));
  lines += line(
      InspectorTexts::tr("Proposals"),
      InspectorTexts::tr("best IoU %1, RPN score %2").arg(number(t.proposalIou, 3), number(t.rpnScore, 3)));
  lines += line(InspectorTexts::tr("Rois"), InspectorTexts::tr("best IoU %1").arg(number(t.roiIou, 3)));
  lines += line(InspectorTexts::tr("Head"),
                InspectorTexts::tr("%1 with %2").arg(in.className(t.label), number(t.classScore, 3)) +
                    (t.otherLabel >= 0 ? InspectorTexts::tr(", rather %1 with %2")
                                             .arg(in.className(t.otherLabel), number(t.otherScore, 3))
                                       : QString()));
  if (t.by.x2 > t.by.x1)
    lines += line(InspectorTexts::tr("Removed by"), InspectorTexts::tr("the orange box"));
  if (t.loss >= 0)
    lines += line(InspectorTexts::tr("Loss"), InspectorTexts::tr("%1 on its own box").arg(number(t.loss, 3)));
  return card(InspectorTexts::tr("Object %1: %2").arg(t.object + 1).arg(in.className(t.label)), lines);
}

QString detectionCard(const Inspection& in, const InspectorState& state) {
  const auto d = static_cast<size_t>(state.detection);
  if (d >= in.autopsy.detections.size() || d >= in.detections.kept.size()) return {};
  const TideVerdict& v = in.autopsy.verdicts[d];
  const DetectionCandidate& c = in.detections.candidates[static_cast<size_t>(in.detections.kept[d])];
  QString lines = line(InspectorTexts::tr("Score"), number(c.score, 4));
  lines += line(InspectorTexts::tr("From"), InspectorTexts::tr("roi %1").arg(c.roi + 1));
  lines += line(InspectorTexts::tr("Result"), v.correct ? InspectorTexts::tr("true")
                                              : v.error ? errorText(*v.error)
                                                        : InspectorTexts::tr("not counted"));
  if (v.gt >= 0)
    lines += line(InspectorTexts::tr("Object"),
                  QStringLiteral("%1, IoU %2")
                      .arg(in.className(in.objects[static_cast<size_t>(v.gt)].class_index),
                           number(iou(in.autopsy.detections[d].box, in.objects[static_cast<size_t>(v.gt)].box,
                                      BoxConvention::Continuous),
                                  3)));
  const auto victims =
      std::count_if(in.detections.candidates.begin(), in.detections.candidates.end(),
                    [&](const DetectionCandidate& o) { return o.suppressedBy == in.detections.kept[d]; });
  if (victims > 0)
    lines +=
        line(InspectorTexts::tr("Removed"), InspectorTexts::tr("%1 others of its class by NMS").arg(victims));
  return card(InspectorTexts::tr("Detection %1: %2").arg(d + 1).arg(in.className(c.label - 1)), lines);
}

}  // namespace

QString InspectorTexts::card(const Inspection& in, const InspectorState& state) {
  switch (state.view) {
    case InspectorView::Anchors:
    case InspectorView::Assignment:
      if (state.anchor >= 0) return anchorCard(in, state);
      return state.gt >= 0 ? gtCard(in, state) : QString();
    case InspectorView::Proposals:
      return in.hasNetwork && state.anchor >= 0 ? proposalCard(in, state) : QString();
    case InspectorView::Rois:
      return in.hasNetwork && state.roi >= 0 ? roiCard(in, state) : QString();
    case InspectorView::Detections:
      if (!in.hasNetwork) return {};
      if (state.object >= 0) return objectCard(in, state);
      return state.detection >= 0 ? detectionCard(in, state) : QString();
    case InspectorView::None:
    case InspectorView::Input:
      break;
  }
  return {};
}

}  // namespace anchor
