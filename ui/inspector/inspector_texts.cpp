// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_texts.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

#include "engine/geometry/anchor_fit.h"
#include "engine/geometry/iou.h"
#include "engine/inspection/recall.h"
#include "ui/inspector/inspector_overlays.h"
#include "ui/inspector/inspector_words.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

using words::gtName;
using words::number;
using words::sides;

QString trainedByText(GtTrainedBy by) {
  switch (by) {
    case GtTrainedBy::Iou:
      return InspectorTexts::tr("IoU");
    case GtTrainedBy::BestOnly:
      return InspectorTexts::tr("best match only");
    case GtTrainedBy::NobodyForBg:
      return InspectorTexts::tr("bg rule");
    case GtTrainedBy::NobodyForAnother:
      return InspectorTexts::tr("another object");
    case GtTrainedBy::NobodyTouches:
      return InspectorTexts::tr("no anchor");
  }
  return {};
}

int countReason(const LabelAssignment& a, LabelReason reason) {
  return static_cast<int>(std::count(a.reasons.begin(), a.reasons.end(), reason));
}

}  // namespace

QString reasonText(LabelReason reason) {
  switch (reason) {
    case LabelReason::Outside:
      return InspectorTexts::tr("leaves the image");
    case LabelReason::PositiveIou:
      return InspectorTexts::tr("IoU reaches the fg threshold");
    case LabelReason::BestForGt:
      return InspectorTexts::tr("best anchor of a gt_box");
    case LabelReason::NegativeIou:
      return InspectorTexts::tr("IoU below the bg threshold");
    case LabelReason::BetweenIou:
      return InspectorTexts::tr("between the thresholds");
    case LabelReason::IgnoreRegion:
      return InspectorTexts::tr("in a crowd or an ignored object: not background");
    case LabelReason::DroppedByBudget:
      return InspectorTexts::tr("dropped by sampling");
  }
  return {};
}

QString lostText(LostAt stage) {
  switch (stage) {
    case LostAt::Found:
      return InspectorTexts::tr("found");
    case LostAt::NoAnchor:
      return InspectorTexts::tr("no anchor fits");
    case LostAt::NotSampled:
      return InspectorTexts::tr("anchors seldom sampled in training");
    case LostAt::RpnBox:
      return InspectorTexts::tr("RPN boxes too loose");
    case LostAt::TooSmall:
      return InspectorTexts::tr("under the minimum size");
    case LostAt::RpnScore:
      return InspectorTexts::tr("RPN scored it too low");
    case LostAt::TopN:
      return InspectorTexts::tr("cut by the number of proposals");
    case LostAt::Nms:
      return InspectorTexts::tr("removed by the RPN's NMS");
    case LostAt::HeadBackground:
      return InspectorTexts::tr("classified as background");
    case LostAt::HeadClass:
      return InspectorTexts::tr("classified as another class");
    case LostAt::HeadBox:
      return InspectorTexts::tr("head's box too loose");
    case LostAt::Score:
      return InspectorTexts::tr("below the score threshold");
    case LostAt::FinalNms:
      return InspectorTexts::tr("removed by the final NMS");
    case LostAt::FinalLimit:
      return InspectorTexts::tr("beyond the most detections");
    case LostAt::Taken:
      return InspectorTexts::tr("counted for a neighbour");
  }
  return {};
}

QString errorText(TideError error) {
  switch (error) {
    case TideError::Class:
      return InspectorTexts::tr("wrong class");
    case TideError::Localisation:
      return InspectorTexts::tr("loose box");
    case TideError::Both:
      return InspectorTexts::tr("wrong class and loose");
    case TideError::Duplicate:
      return InspectorTexts::tr("duplicate");
    case TideError::Background:
      return InspectorTexts::tr("background");
    case TideError::Missed:
      return InspectorTexts::tr("missed");
  }
  return {};
}

QString InspectorTexts::facts(const Inspection& in, const InspectorState& state) {
  const AnchorScene& s = *in.scene;
  const LabelAssignment& a = s.assignment;
  const auto count = [&](LabelReason reason) { return countReason(a, reason); };
  const bool networkView = state.view >= InspectorView::Proposals;
  if (networkView && !in.hasNetwork && !state.noNetwork.isEmpty()) return state.noNetwork;
  if (networkView && !in.hasNetwork)
    return tr("This view needs a trained network: choose a run above, or train one (Ctrl+T).");
  switch (state.view) {
    case InspectorView::None:
      return {};
    case InspectorView::Input: {
      QString levels;
      for (const GridLevel& level : s.levels)
        levels += tr(" Stride %1: %2 × %3 cells.")
                      .arg(level.stride)
                      .arg(level.featureWidth)
                      .arg(level.featureHeight);
      return tr("Input %1 × %2, scale %3.")
                 .arg(static_cast<int>(s.geometry.size.width))
                 .arg(static_cast<int>(s.geometry.size.height))
                 .arg(s.geometry.scale, 0, 'f', 3) +
             levels;
    }
    case InspectorView::Anchors:
      return tr("%1 anchors, %2 inside the image; %3 cross its border and are dropped in training.")
          .arg(s.anchors.size())
          .arg(s.insideCount())
          .arg(static_cast<int>(s.anchors.size()) - s.insideCount());
    case InspectorView::Assignment: {
      const auto below = [&](float least) {
        return std::count_if(a.bestIou.begin(), a.bestIou.end(), [&](float v) { return v < least; });
      };
      return tr("%1 anchors, %2 inside the image.<br>%3 fg by IoU, %4 fg only as best match, %5 bg, %6 "
                "ignored.<br>Sampled: %7 fg and %8 bg.<br>Objects without an anchor of IoU %9: %10; of 0.5: "
                "%11; of 0.3: %12.")
          .arg(s.anchors.size())
          .arg(s.insideCount())
          .arg(count(LabelReason::PositiveIou))
          .arg(count(LabelReason::BestForGt))
          .arg(a.count(0))
          .arg(count(LabelReason::BetweenIou))
          .arg(in.sampled.count(1))
          .arg(in.sampled.count(0))
          .arg(number(s.config.assignment.positiveIou))
          .arg(below(s.config.assignment.positiveIou))
          .arg(below(0.5F))
          .arg(below(0.3F));
    }
    case InspectorView::Proposals: {
      const ProposalSteps& p = in.proposals;
      static constexpr int counts[] = {50, 100, 300, 1000, 2000};
      static constexpr float ious[] = {0.5F, 0.7F};
      Boxes boxes;
      for (const int i : p.nms) boxes.push_back(p.clipped[static_cast<size_t>(i)]);
      const auto recall =
          recallTable(in.networkStage.gtBoxes, boxes, counts, ious, in.networkConfig.convention());
      QString rows;
      for (size_t n = 0; n < std::size(counts); ++n)
        rows += QStringLiteral(
                    "<tr><td>%1&nbsp;&nbsp;</td><td align=right>%2 %&nbsp;&nbsp;</td><td align=right>%3 "
                    "%</td></tr>")
                    .arg(counts[n])
                    .arg(qRound(100 * recall[n][0]))
                    .arg(qRound(100 * recall[n][1]));
      return tr("%1 scored → %2 large enough → %3 before NMS → %4 after NMS → %5 passed on.")
                 .arg(p.clipped.size())
                 .arg(p.largeEnough.size())
                 .arg(p.preNms.size())
                 .arg(p.nms.size())
                 .arg(p.rois.size()) +
             QStringLiteral(
                 "<table><tr><td>%1&nbsp;&nbsp;</td><td>IoU 0.5&nbsp;&nbsp;</td><td>IoU "
                 "0.7</td></tr>%2</table>")
                 .arg(tr("Recall of the best"), rows);
    }
    case InspectorView::Rois:
      return tr("%1 RoIs sampled from %2 proposals and gt_boxes: %3 fg (IoU ≥ %4), %5 bg (IoU %6 to %7). At "
                "most %8 may be fg.")
          .arg(in.rois.rois.size())
          .arg(in.trainingRois.size())
          .arg(in.rois.fg)
          .arg(number(in.networkConfig.rois.fgIou))
          .arg(static_cast<int>(in.rois.rois.size()) - in.rois.fg)
          .arg(number(in.networkConfig.rois.bgLow), number(in.networkConfig.rois.bgHigh))
          .arg(std::lround(static_cast<float>(in.networkConfig.rois.batch) * in.networkConfig.rois.fraction));
    case InspectorView::Detections: {
      const auto lost = std::count_if(in.autopsy.objects.begin(), in.autopsy.objects.end(),
                                      [](const ObjectTrace& t) { return t.lost != LostAt::Found; });
      const auto correct = std::count_if(in.autopsy.verdicts.begin(), in.autopsy.verdicts.end(),
                                         [](const TideVerdict& v) { return v.correct; });
      return tr("Iteration %1: %2 detections, %3 true, %4 false; %5 of %6 objects are missed.")
          .arg(in.request.record->iteration)
          .arg(in.autopsy.detections.size())
          .arg(correct)
          .arg(static_cast<int>(in.autopsy.detections.size()) - correct)
          .arg(lost)
          .arg(in.autopsy.objects.size());
    }
  }
  return {};
}

QString InspectorTexts::counts(const Inspection& in, InspectorView view) {
  const AnchorScene& s = *in.scene;
  const QLocale locale;
  const auto count = [&locale](auto n) { return locale.toString(static_cast<qlonglong>(n)); };
  if (view >= InspectorView::Proposals && !in.hasNetwork) return tr("no network yet");
  switch (view) {
    case InspectorView::None:
      return {};
    case InspectorView::Input:
      return QStringLiteral("%1 × %2, ×%3")
          .arg(static_cast<int>(s.geometry.size.width))
          .arg(static_cast<int>(s.geometry.size.height))
          .arg(s.geometry.scale, 0, 'f', 3);
    case InspectorView::Anchors:
      return tr("%1 · %2 inside").arg(count(s.anchors.size()), count(s.insideCount()));
    case InspectorView::Assignment:
      return tr("%1 fg · %2 bg sampled").arg(count(in.sampled.count(1)), count(in.sampled.count(0)));
    case InspectorView::Proposals:
      return QStringLiteral("%1 → %2").arg(count(in.proposals.clipped.size()),
                                           count(in.proposals.rois.size()));
    case InspectorView::Rois:
      return tr("%1 sampled: %2 fg").arg(count(in.rois.rois.size()), count(in.rois.fg));
    case InspectorView::Detections: {
      const auto missed = std::ranges::count_if(in.autopsy.objects,
                                                [](const ObjectTrace& t) { return t.lost != LostAt::Found; });
      const auto correct =
          std::ranges::count_if(in.autopsy.verdicts, [](const TideVerdict& v) { return v.correct; });
      return tr("%1: %2 true, %3 missed")
          .arg(count(in.autopsy.detections.size()), count(correct), count(missed));
    }
  }
  return {};
}

InspectorTexts::Table InspectorTexts::list(const Inspection& in, const InspectorState& state) {
  const AnchorScene& s = *in.scene;
  const BoxConvention convention = s.config.convention();
  Table table;
  if (state.view == InspectorView::Input) {
    table.headers = {tr("Object"), tr("Input px"), tr("Cells")};
    for (size_t g = 0; g < s.gtBoxes.size(); ++g) {
      const float stride = s.levels.front().stride;
      table.rows.push_back(
          {{gtName(in, static_cast<int>(g)), sides(s.gtBoxes[g], convention),
            QStringLiteral("%1 × %2").arg(number(width(s.gtBoxes[g], convention) / stride, 1),
                                          number(height(s.gtBoxes[g], convention) / stride, 1))},
           {},
           static_cast<int>(g)});
    }
  } else if (state.view == InspectorView::Assignment) {
    table.headers = {tr("Object"), tr("Best IoU"), tr("fg"), tr("Sampled"), tr("Reason")};
    for (size_t g = 0; g < s.gtBoxes.size(); ++g) {
      const float best = s.assignment.bestIou[g];
      const int own = s.foregroundOf(static_cast<int>(g));
      table.rows.push_back(
          {{gtName(in, static_cast<int>(g)), number(best, 3), QString::number(own),
            QStringLiteral("%1 %").arg(qRound(100 * chanceOfSampling(s, static_cast<int>(g)))),
            trainedByText(gtTrainedBy(best, own, s.config.assignment))},
           fitColour(best, s.config.assignment.positiveIou),
           static_cast<int>(g)});
    }
  } else if (!in.hasNetwork) {
    return table;
  } else if (state.view == InspectorView::Proposals) {
    table.headers = {tr("Rank"), tr("Score"), tr("Size"), tr("Outcome")};
    std::vector<char> kept(in.proposals.clipped.size(), 0);
    for (const int i : in.proposals.rois) kept[static_cast<size_t>(i)] = 1;
    const std::vector<int> shown = proposalsAfter(in, state.step);
    for (size_t k = 0; k < std::min<size_t>(shown.size(), 500); ++k) {
      const auto i = static_cast<size_t>(shown[k]);
      const bool removed = in.proposals.suppressedBy[i] >= 0;
      table.rows.push_back({{QString::number(k + 1), number(in.request.record->rpnScores[i], 3),
                             sides(proposalBox(in, state.step, shown[k]), convention),
                             kept[i] != 0 ? tr("passed on")
                             : removed    ? tr("removed by NMS")
                                          : tr("cut")},
                            kept[i] != 0 ? theme::foreground()
                            : removed    ? theme::wrong()
                                         : theme::background(),
                            shown[k]});
    }
  } else if (state.view == InspectorView::Rois) {
    table.headers = {tr("Roi"), tr("Class"), tr("IoU"), tr("Size")};
    for (size_t k = 0; k < in.rois.rois.size(); ++k) {
      const bool fg = static_cast<int>(k) < in.rois.fg;
      table.rows.push_back(
          {{QString::number(k + 1), fg ? in.className(in.rois.labels[k] - 1) : tr("background"),
            number(in.rois.maxIou[k], 3), sides(in.rois.rois[k], in.networkConfig.convention())},
           fg ? theme::foreground() : theme::background(),
           static_cast<int>(k)});
    }
  } else if (state.view == InspectorView::Detections) {
    table.headers = {tr("What"), tr("Class"), tr("Score"), tr("Result")};
    for (size_t t = 0; t < in.autopsy.objects.size(); ++t) {
      const ObjectTrace& trace = in.autopsy.objects[t];
      if (trace.lost == LostAt::Found) continue;
      table.rows.push_back(
          {{tr("missed"), in.className(trace.label), number(trace.classScore), lostText(trace.lost)},
           theme::wrong(),
           -2 - static_cast<int>(t)});
    }
    for (size_t d = 0; d < in.autopsy.detections.size(); ++d) {
      const TideVerdict& v = in.autopsy.verdicts[d];
      table.rows.push_back({{tr("detection"), in.className(in.autopsy.detections[d].label),
                             number(in.autopsy.detections[d].score),
                             v.correct ? tr("true")
                             : v.error ? errorText(*v.error)
                                       : tr("not counted")},
                            v.correct ? theme::foreground() : theme::doubtful(),
                            static_cast<int>(d)});
    }
  }
  return table;
}

InspectorTexts::Table InspectorTexts::cell(const Inspection& in, const InspectorState& state) {
  const AnchorScene& s = *in.scene;
  Table table;
  table.headers = {tr("Label"), tr("IoU"), tr("Size"), tr("Why")};
  const GridLevel& level = s.levels.front();
  if (state.cell.x() < 0 || state.cell.x() >= level.featureWidth || state.cell.y() >= level.featureHeight)
    return table;
  const int shapes = static_cast<int>(level.base.size());
  for (int k = 0; k < shapes; ++k) {
    const int i = (state.cell.y() * level.featureWidth + state.cell.x()) * shapes + k;
    const auto at = static_cast<size_t>(i);
    const int label = s.assignment.labels[at];
    table.rows.push_back({{label == 1   ? tr("fg")
                           : label == 0 ? tr("bg")
                                        : tr("ignored"),
                           number(s.assignment.maxIou[at], 3), sides(s.anchors[at], s.config.convention()),
                           reasonText(s.assignment.reasons[at])},
                          lookOf(s.assignment.reasons[at]).colour,
                          i});
  }
  return table;
}

}  // namespace anchor
