#include "ui/inspector/inspector_texts.h"

#include <cmath>

#include "engine/geometry/iou.h"
#include "engine/inspection/recall.h"
#include "ui/inspector/inspector_overlays.h"
#include "ui/shared/pictures.h"
#include "ui/shared/theme.h"

namespace anchor {
namespace {

QString number(double value, int digits = 2) { return QString::number(value, 'f', digits); }
QString sides(const Box& box, BoxConvention convention) {
  return QStringLiteral("%1 × %2").arg(qRound(width(box, convention))).arg(qRound(height(box, convention)));
}
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

QString gtName(const Inspection& in, int gt) {
  const auto o = static_cast<size_t>(in.scene->gtObject[static_cast<size_t>(gt)]);
  const int64_t id = in.request.boxes[o].classId;
  for (const LabelClass& c : in.request.classes)
    if (c.id == id) return QStringLiteral("%1 %2").arg(text(c.name)).arg(gt + 1);
  return QString::number(gt + 1);
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
    case LabelReason::DroppedByBudget:
      return InspectorTexts::tr("dropped by the budget");
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
      return InspectorTexts::tr("anchors seldom drawn in training");
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
  if (networkView && !in.hasNetwork)
    return tr("This view needs a trained network: choose a run above, or train one with Ctrl+T.");
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
      return tr("%1 anchors, %2 inside the image.<br>%3 fg by IoU, %4 fg only as the best of a gt_box, %5 "
                "bg, %6 "
                "ignored.<br>The budget draws %7 fg and %8 bg.<br>Objects without an anchor of IoU %9: %10; "
                "of 0.5: "
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
      return tr("%1 rois drawn from %2 proposals and gt_boxes: %3 fg (IoU ≥ %4), %5 bg (IoU %6 to %7). At "
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
    table.headers = {tr("Object"), tr("Best IoU"), tr("fg"), tr("Drawn"), tr("Because")};
    for (size_t g = 0; g < s.gtBoxes.size(); ++g) {
      const float best = s.assignment.bestIou[g];
      const int own = s.foregroundOf(static_cast<int>(g));
      table.rows.push_back(
          {{gtName(in, static_cast<int>(g)), number(best, 3), QString::number(own),
            QStringLiteral("%1 %").arg(qRound(100 * chanceOfSampling(s, static_cast<int>(g)))),
            best >= s.config.assignment.positiveIou ? tr("IoU")
            : best > 0                              ? tr("best rule only")
                                                    : tr("no anchor")},
           fitColour(best, s.config.assignment.positiveIou),
           static_cast<int>(g)});
    }
  } else if (!in.hasNetwork) {
    return table;
  } else if (state.view == InspectorView::Proposals) {
    table.headers = {tr("Rank"), tr("Score"), tr("Size"), tr("Fate")};
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
    table.headers = {tr("What"), tr("Class"), tr("Score"), tr("Verdict")};
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

namespace {

QString anchorCard(const Inspection& in, const InspectorState& state) {
  const AnchorScene& s = *in.scene;
  if (state.anchor >= static_cast<int>(s.anchors.size())) return {};
  const AnchorReport r = reportAnchor(s, in.sampled, state.anchor);
  const AnchorStage::Place place = s.placeOf(r.anchor);
  const int scales = static_cast<int>(s.config.anchors.scales.size());
  const AssignmentRule& rule = s.config.assignment;
  using T = InspectorTexts;
  QString lines = line(T::tr("Cell"), QStringLiteral("%1, %2 (%3 %4)")
                                          .arg(place.x)
                                          .arg(place.y)
                                          .arg(T::tr("stride"))
                                          .arg(s.levels[static_cast<size_t>(place.level)].stride));
  lines += line(T::tr("Shape"), T::tr("scale %1, ratio %2: %3 px")
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
  lines += line(T::tr("IoU"), ious.isEmpty() ? T::tr("touches no object") : ious.join(QStringLiteral("; ")));
  lines += line(T::tr("Thresholds"),
                T::tr("fg from %1, bg below %2").arg(number(rule.positiveIou), number(rule.negativeIou)));
  lines += line(T::tr("Rule"), reasonText(r.reason));
  lines += line(T::tr("Label"), r.label == 1   ? T::tr("fg, regresses to %1").arg(gtName(in, r.gt))
                                : r.label == 0 ? T::tr("bg")
                                               : T::tr("ignored"));
  if (r.label >= 0) lines += line(T::tr("Budget"), r.sampled ? T::tr("drawn") : T::tr("not drawn this time"));
  if (r.gt >= 0 && r.ious[static_cast<size_t>(r.gt)] > 0) {
    lines += line(T::tr("Target"), fourNumbers(r.target));
    lines += line(T::tr("Normalised"), fourNumbers(normalised(r.target, s.config.rois.normalisation)) +
                                           QStringLiteral(" ") + T::tr("(as a roi)"));
    const Box& gt = s.gtBoxes[static_cast<size_t>(r.gt)];
    const float off = std::max({std::abs(r.decoded.x1 - gt.x1), std::abs(r.decoded.y1 - gt.y1),
                                std::abs(r.decoded.x2 - gt.x2), std::abs(r.decoded.y2 - gt.y2)});
    lines +=
        line(T::tr("Decoded again"), T::tr("within %1 px of the gt_box").arg(QString::number(off, 'g', 2)));
  }
  return card(T::tr("Anchor %1").arg(r.anchor), lines);
}

QString gtCard(const Inspection& in, const InspectorState& state) {
  const AnchorScene& s = *in.scene;
  if (state.gt >= static_cast<int>(s.gtBoxes.size())) return {};
  const auto g = static_cast<size_t>(state.gt);
  using T = InspectorTexts;
  const float best = s.assignment.bestIou[g];
  QString lines =
      line(T::tr("Input size"), sides(s.gtBoxes[g], s.config.convention()) + QStringLiteral(" px"));
  lines += line(T::tr("Best anchor"),
                best > 0 ? T::tr("IoU %1 (anchor %2)").arg(number(best, 3)).arg(s.assignment.bestAnchor[g])
                         : T::tr("none inside the image touches it"));
  lines += line(T::tr("fg anchors"), QString::number(s.foregroundOf(state.gt)));
  lines +=
      line(T::tr("Chance"),
           T::tr("%1 % that at least one of them is drawn").arg(qRound(100 * chanceOfSampling(s, state.gt))));
  lines +=
      line(T::tr("Rule"), best >= s.config.assignment.positiveIou ? T::tr("anchors reach the fg threshold")
                          : best > 0 ? T::tr("only the best-per-gt rule trains it")
                                     : T::tr("it is not trained"));
  return card(gtName(in, state.gt), lines);
}

QString proposalCard(const Inspection& in, const InspectorState& state) {
  const auto i = static_cast<size_t>(state.anchor);
  if (i >= in.proposals.clipped.size()) return {};
  using T = InspectorTexts;
  const BoxConvention convention = in.networkConfig.convention();
  const auto place = [](const std::vector<int>& list, int anchor) {
    const auto at = std::find(list.begin(), list.end(), anchor);
    return at == list.end() ? -1 : static_cast<int>(at - list.begin());
  };
  const auto order = proposalsAfter(in, ProposalStep::Scored);
  QString lines = line(T::tr("Score"), number(in.request.record->rpnScores[i], 4));
  lines += line(T::tr("Rank"), T::tr("%1 of %2").arg(place(order, state.anchor) + 1).arg(order.size()));
  lines += line(T::tr("Anchor"), sides(in.networkStage.anchors[i], convention));
  lines += line(T::tr("Delta"), fourNumbers(in.request.record->rpnDeltas[i]));
  lines += line(T::tr("Box"), sides(in.proposals.clipped[i], convention) + QStringLiteral(" px"));
  float best = 0;
  int gt = -1;
  for (size_t g = 0; g < in.networkStage.gtBoxes.size(); ++g)
    if (const float v = iou(in.proposals.clipped[i], in.networkStage.gtBoxes[g], convention); v > best) {
      best = v;
      gt = static_cast<int>(g);
    }
  lines += line(T::tr("Covers"),
                gt < 0 ? T::tr("no object")
                       : QStringLiteral("%1, IoU %2")
                             .arg(in.className(in.networkStage.gtLabels[static_cast<size_t>(gt)] - 1),
                                  number(best, 3)));
  const int by = in.proposals.suppressedBy[i];
  if (by >= 0)
    lines += line(T::tr("Removed by"),
                  T::tr("the proposal of anchor %1, score %2, IoU %3 with it")
                      .arg(by)
                      .arg(number(in.request.record->rpnScores[static_cast<size_t>(by)], 4),
                           number(iou(in.proposals.clipped[i], in.proposals.clipped[static_cast<size_t>(by)],
                                      convention),
                                  3)));
  else if (place(in.proposals.rois, state.anchor) >= 0)
    lines +=
        line(T::tr("Fate"), T::tr("passed on as number %1").arg(place(in.proposals.rois, state.anchor) + 1));
  else if (place(in.proposals.nms, state.anchor) >= 0)
    lines += line(T::tr("Fate"), T::tr("kept by NMS, cut by the number passed on"));
  else if (place(in.proposals.largeEnough, state.anchor) < 0)
    lines += line(T::tr("Fate"), T::tr("smaller than the minimum size"));
  else
    lines += line(T::tr("Fate"), T::tr("cut before NMS by its score"));
  const auto victims =
      std::count(in.proposals.suppressedBy.begin(), in.proposals.suppressedBy.end(), state.anchor);
  if (victims > 0) lines += line(T::tr("Removed"), T::tr("%1 others (red)").arg(victims));
  return card(T::tr("Proposal of anchor %1").arg(state.anchor), lines);
}

QString roiCard(const Inspection& in, const InspectorState& state) {
  const auto k = static_cast<size_t>(state.roi);
  if (k >= in.rois.rois.size()) return {};
  using T = InspectorTexts;
  const RunConfig& c = in.networkConfig;
  const bool fg = state.roi < in.rois.fg;
  const auto source = static_cast<size_t>(in.rois.index[k]);
  const size_t proposals = in.trainingRois.size() - in.networkStage.gtBoxes.size();
  QString lines = line(T::tr("From"),
                       source < proposals ? T::tr("proposal %1").arg(source + 1) : T::tr("a gt_box itself"));
  lines += line(T::tr("Class"), fg ? in.className(in.rois.labels[k] - 1) : T::tr("background"));
  lines += line(T::tr("IoU"), number(in.rois.maxIou[k], 3));
  lines += line(T::tr("Rule"), fg ? T::tr("IoU ≥ %1").arg(number(c.rois.fgIou))
                                  : T::tr("%1 ≤ IoU < %2").arg(number(c.rois.bgLow), number(c.rois.bgHigh)));
  lines += line(T::tr("Weight"),
                T::tr("class 1/%1, box %2")
                    .arg(in.rois.rois.size())
                    .arg(fg ? QStringLiteral("1/%1").arg(in.rois.rois.size()) : QStringLiteral("0")));
  if (fg) {
    const BoxDelta& t = in.rois.targets[k];
    lines += line(T::tr("Target"), fourNumbers(unnormalised(t, c.rois.normalisationOf(in.rois.labels[k]))));
    lines += line(T::tr("Normalised"), fourNumbers(t));
  }
  lines += line(T::tr("Pooled"),
                T::tr("%1 × %1 cells, RoI %2").arg(c.network.roi_size).arg(text(c.network.roi_op)));
  return card(T::tr("Roi %1").arg(state.roi + 1), lines);
}

QString objectCard(const Inspection& in, const InspectorState& state) {
  if (state.object >= static_cast<int>(in.autopsy.objects.size())) return {};
  const ObjectTrace& t = in.autopsy.objects[static_cast<size_t>(state.object)];
  using T = InspectorTexts;
  QString lines = line(T::tr("Verdict"), QStringLiteral("<b>%1</b>").arg(lostText(t.lost)));
  lines +=
      line(T::tr("Anchors"), T::tr("best IoU %1, fg %2").arg(number(t.bestAnchorIou, 3)).arg(t.foreground));
  lines += line(T::tr("Proposals"),
                T::tr("best IoU %1, RPN score %2").arg(number(t.proposalIou, 3), number(t.rpnScore, 3)));
  lines += line(T::tr("Rois"), T::tr("best IoU %1").arg(number(t.roiIou, 3)));
  lines +=
      line(T::tr("Head"),
           T::tr("%1 with %2").arg(in.className(t.label), number(t.classScore, 3)) +
               (t.otherLabel >= 0
                    ? T::tr(", rather %1 with %2").arg(in.className(t.otherLabel), number(t.otherScore, 3))
                    : QString()));
  if (t.by.x2 > t.by.x1) lines += line(T::tr("Removed by"), T::tr("the orange box"));
  if (t.loss >= 0) lines += line(T::tr("Loss"), T::tr("%1 on its own box").arg(number(t.loss, 3)));
  return card(T::tr("Object %1: %2").arg(t.object + 1).arg(in.className(t.label)), lines);
}

QString detectionCard(const Inspection& in, const InspectorState& state) {
  const auto d = static_cast<size_t>(state.detection);
  if (d >= in.autopsy.detections.size() || d >= in.detections.kept.size()) return {};
  using T = InspectorTexts;
  const TideVerdict& v = in.autopsy.verdicts[d];
  const DetectionCandidate& c = in.detections.candidates[static_cast<size_t>(in.detections.kept[d])];
  QString lines = line(T::tr("Score"), number(c.score, 4));
  lines += line(T::tr("From"), T::tr("roi %1").arg(c.roi + 1));
  lines += line(T::tr("Verdict"), v.correct ? T::tr("true")
                                  : v.error ? errorText(*v.error)
                                            : T::tr("not counted"));
  if (v.gt >= 0)
    lines += line(T::tr("Object"),
                  QStringLiteral("%1, IoU %2")
                      .arg(in.className(in.objects[static_cast<size_t>(v.gt)].class_index),
                           number(iou(in.autopsy.detections[d].box, in.objects[static_cast<size_t>(v.gt)].box,
                                      BoxConvention::Continuous),
                                  3)));
  const auto victims =
      std::count_if(in.detections.candidates.begin(), in.detections.candidates.end(),
                    [&](const DetectionCandidate& o) { return o.suppressedBy == in.detections.kept[d]; });
  if (victims > 0) lines += line(T::tr("Removed"), T::tr("%1 others of its class by NMS").arg(victims));
  return card(T::tr("Detection %1: %2").arg(d + 1).arg(in.className(c.label - 1)), lines);
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
