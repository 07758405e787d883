// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/stages/proposals_stage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <algorithm>

#include "engine/geometry/iou.h"
#include "engine/inspection/recall.h"
#include "ui/inspector/inspector_words.h"
#include "ui/inspector/stages/stage_controls.h"
#include "ui/inspector/stages/stage_parts.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

using words::line;
using words::number;
using words::sides;

QString stepText(ProposalStep step) {
  switch (step) {
    case ProposalStep::Scored:
      return Stage::tr("1 scored");
    case ProposalStep::Decoded:
      return Stage::tr("2 decoded");
    case ProposalStep::Clipped:
      return Stage::tr("3 clipped");
    case ProposalStep::LargeEnough:
      return Stage::tr("4 large enough");
    case ProposalStep::BeforeNms:
      return Stage::tr("5 before NMS");
    case ProposalStep::AfterNms:
      return Stage::tr("6 after NMS");
    case ProposalStep::Final:
      return Stage::tr("7 passed on");
  }
  return {};
}

class ProposalsControls : public StageControls {
 public:
  explicit ProposalsControls(QWidget* parent)
      : StageControls(parent, {{"test_proposals.pre_nms", Stage::tr("Before NMS")},
                               {"test_proposals.nms", Stage::tr("NMS IoU")},
                               {"test_proposals.post_nms", Stage::tr("Passed on")},
                               {"test_proposals.min_size", Stage::tr("Shortest side")}}) {
    auto* step = new QSlider(Qt::Horizontal, this);
    step->setObjectName(QStringLiteral("proposalStep"));
    step->setRange(0, proposalStepCount - 1);
    step->setPageStep(1);
    step->setTickPosition(QSlider::TicksBelow);
    step->setAccessibleName(Stage::tr("Step of the proposal layer"));
    step->setValue(static_cast<int>(InspectorState{}.step));
    auto* stepName = new QLabel(stepText(InspectorState{}.step), this);
    stepName->setMinimumWidth(110);
    auto* row = new QHBoxLayout;
    row->addWidget(stepName);
    row->addWidget(step, 1);
    m_column->insertLayout(0, row);
    connect(step, &QSlider::valueChanged, this, [this, stepName](int at) {
      const auto chosen = static_cast<ProposalStep>(at);
      stepName->setText(stepText(chosen));
      Q_EMIT stateChanged([chosen](InspectorState& s) { s.step = chosen; });
    });
    auto* most = new QSpinBox(this);
    most->setAccessibleName(Stage::tr("Proposals that are outlined"));
    most->setRange(1, 2000);
    most->setValue(InspectorState{}.most);
    most->setPrefix(Stage::tr("outline "));
    most->setToolTip(
        Stage::tr("Number of top-scoring boxes drawn as outlines; the rest are drawn as points."));
    addRow({most});
    connect(most, &QSpinBox::valueChanged, this,
            [this](int value) { Q_EMIT stateChanged([value](InspectorState& s) { s.most = value; }); });
  }
};

/// Blue for 0 to yellow for 1.
QColor scoreColour(float score) {
  return QColor::fromHsvF(0.62F - 0.5F * std::clamp(score, 0.0F, 1.0F), 0.85F, 1.0F);
}

/// The subject's anchor; -1 without one.
int subjectOf(const Inspection& in, const InspectorState& state) {
  const int anchor = state.subject().as(Pick::Kind::Anchor);
  return anchor < static_cast<int>(in.proposals.clipped.size()) ? anchor : -1;
}

int placeIn(const std::vector<int>& list, int anchor) {
  const auto at = std::ranges::find(list, anchor);
  return at == list.end() ? -1 : static_cast<int>(at - list.begin());
}

/// The object that a box overlaps most.
struct Cover {
  int gt = -1;
  float iou = 0;
};

Cover coverOf(const Inspection& in, const Box& box) {
  Cover best;
  for (size_t g = 0; g < in.networkStage.gtBoxes.size(); ++g)
    if (const float v = iou(box, in.networkStage.gtBoxes[g], in.networkConfig.convention()); v > best.iou)
      best = {static_cast<int>(g), v};
  return best;
}

/// The object that a box covers well enough to stand for it.
int64_t coveredObject(const Inspection& in, const Box& box) {
  constexpr float leastCover = 0.5F;
  const Cover cover = coverOf(in, box);
  return cover.iou < leastCover ? Stage::noObject : networkGtId(in, static_cast<size_t>(cover.gt));
}

QString coverText(const Inspection& in, const Box& box) {
  const Cover cover = coverOf(in, box);
  if (cover.gt < 0) return Stage::tr("no object");
  const auto g = static_cast<size_t>(cover.gt);
  return QStringLiteral("%1, IoU %2")
      .arg(words::link({Pick::Kind::Object, networkGtId(in, g)},
                       in.className(in.networkStage.gtLabels[g] - 1)),
           number(cover.iou, 3));
}

/// What the RPN makes of an object.
QString objectCard(const Inspection& in, const InspectorState& state, size_t gt) {
  const Box& object = in.networkStage.gtBoxes[gt];
  int best = -1, covering = 0;
  float bestIou = 0;
  for (const int i : proposalsAfter(in, state.step)) {
    const Box box = proposalBox(in, state.step, i);
    const float v = iou(box, object, in.networkConfig.convention());
    if (v >= 0.5F) ++covering;
    if (v > bestIou) {
      best = i;
      bestIou = v;
    }
  }
  QString lines = line(Stage::tr("Proposals"), Stage::tr("%1 with IoU ≥ 0.5").arg(covering));
  if (best >= 0)
    lines += line(
        Stage::tr("Best"),
        words::link({Pick::Kind::Anchor, best}, Stage::tr("Proposal of anchor %1").arg(best)) +
            Stage::tr(": IoU %1, score %2")
                .arg(number(bestIou, 3), number(in.request.record->rpnScores[static_cast<size_t>(best)], 3)));
  return words::card(in.className(in.networkStage.gtLabels[gt] - 1), lines);
}

/// What became of a proposal.
QString outcomeLine(const Inspection& in, int anchor) {
  const ProposalSteps& p = in.proposals;
  const auto i = static_cast<size_t>(anchor);
  if (const int by = p.suppressedBy[i]; by >= 0)
    return line(
        Stage::tr("Removed by"),
        Stage::tr("the proposal of anchor %1, score %2, IoU %3 with it")
            .arg(by)
            .arg(number(in.request.record->rpnScores[static_cast<size_t>(by)], 4),
                 number(iou(p.clipped[i], p.clipped[static_cast<size_t>(by)], in.networkConfig.convention()),
                        3)));
  const QString outcome = Stage::tr("Outcome");
  if (const int at = placeIn(p.rois, anchor); at >= 0)
    return line(outcome, Stage::tr("passed on as number %1").arg(at + 1));
  if (placeIn(p.nms, anchor) >= 0)
    return line(outcome, Stage::tr("kept by NMS, cut by the number passed on"));
  if (placeIn(p.largeEnough, anchor) < 0) return line(outcome, Stage::tr("smaller than the minimum size"));
  return line(outcome, Stage::tr("cut before NMS by its score"));
}

}  // namespace

Stage::Names ProposalsStage::names() const {
  return {InspectorView::Proposals, Stage::tr("Proposals"),
          Stage::tr("&Proposals"),  Stage::tr("What the RPN proposes, step by step"),
          "viewProposals",          "stageProposals"};
}

StageControls* ProposalsStage::controls(QWidget* parent) const { return new ProposalsControls(parent); }

QString ProposalsStage::countsOf(const Inspection& in) const {
  return QStringLiteral("%1 → %2").arg(words::count(in.proposals.clipped.size()),
                                       words::count(in.proposals.rois.size()));
}

QString ProposalsStage::factsOf(const Inspection& in, const InspectorState&) const {
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
  return Stage::tr("%1 scored → %2 large enough → %3 before NMS → %4 after NMS → %5 passed on.")
             .arg(p.clipped.size())
             .arg(p.largeEnough.size())
             .arg(p.preNms.size())
             .arg(p.nms.size())
             .arg(p.rois.size()) +
         QStringLiteral(
             "<table><tr><td>%1&nbsp;&nbsp;</td><td>IoU 0.5&nbsp;&nbsp;</td><td>IoU "
             "0.7</td></tr>%2</table>")
             .arg(Stage::tr("Recall of the best"), rows);
}

StageTable ProposalsStage::tableOf(const Inspection& in, const InspectorState& state) const {
  StageTable table;
  table.headers = {Stage::tr("Rank"), Stage::tr("Score"), Stage::tr("Size"), Stage::tr("Outcome")};
  std::vector<char> kept(in.proposals.clipped.size(), 0);
  for (const int i : in.proposals.rois) kept[static_cast<size_t>(i)] = 1;
  const std::vector<int> shown = proposalsAfter(in, state.step);
  constexpr size_t most = 500;
  for (size_t k = 0; k < std::min(shown.size(), most); ++k) {
    const auto i = static_cast<size_t>(shown[k]);
    const bool removed = in.proposals.suppressedBy[i] >= 0;
    table.rows.push_back({{QString::number(k + 1), number(in.request.record->rpnScores[i], 3),
                           sides(proposalBox(in, state.step, shown[k]), in.scene->config.convention()),
                           kept[i] != 0 ? Stage::tr("passed on")
                           : removed    ? Stage::tr("removed by NMS")
                                        : Stage::tr("cut")},
                          kept[i] != 0 ? theme::foreground()
                          : removed    ? theme::wrong()
                                       : theme::background(),
                          {Pick::Kind::Anchor, shown[k]}});
  }
  return table;
}

void ProposalsStage::draw(const Inspection& in, const InspectorState& state, CanvasOverlay& out) const {
  const auto& scores = in.request.record->rpnScores;
  const std::vector<int> shown = proposalsAfter(in, state.step);
  const auto rectOf = [&](int i) { return in.imageRect(proposalBox(in, state.step, i)); };
  const size_t outlined = std::min(shown.size(), static_cast<size_t>(state.most));
  // The best are outlined, the rest are points: thousands of outlines would show nothing.
  constexpr size_t mostDots = 6000;
  const Emphasis emphasis(*this, in, state);
  const auto weightOf = [&](int anchor) {
    const int64_t object =
        emphasis.dims() ? coveredObject(in, proposalBox(in, state.step, anchor)) : noObject;
    return emphasis.of({Pick::Kind::Anchor, anchor}, object);
  };
  for (size_t k = std::min(shown.size(), outlined + mostDots); k-- > outlined;)
    out.dots.push_back({rectOf(shown[k]).center(), scoreColour(scores[static_cast<size_t>(shown[k])]), 2,
                        weightOf(shown[k])});
  out.hideBoxes = true;
  drawNetworkObjects(in, emphasis, out);
  for (size_t k = outlined; k-- > 0;)
    out.marks.push_back({rectOf(shown[k]),
                         scoreColour(scores[static_cast<size_t>(shown[k])]),
                         Qt::SolidLine,
                         1,
                         {},
                         weightOf(shown[k])});
  const int subject = subjectOf(in, state);
  if (subject < 0) return;
  const auto chosen = static_cast<size_t>(subject);
  for (size_t i = 0; i < in.proposals.suppressedBy.size(); ++i)
    if (in.proposals.suppressedBy[i] == subject)
      out.marks.push_back({in.imageRect(in.proposals.clipped[i]), theme::wrong(), Qt::DashLine, 1, {}});
  out.marks.push_back({rectOf(subject), theme::chosen(), Qt::SolidLine, 3, number(scores[chosen], 3),
                       CanvasOverlay::Weight::Front});
  if (const int by = in.proposals.suppressedBy[chosen]; by >= 0)
    out.marks.push_back({in.imageRect(in.proposals.clipped[static_cast<size_t>(by)]), theme::doubtful(),
                         Qt::SolidLine, 3, number(scores[static_cast<size_t>(by)], 3),
                         CanvasOverlay::Weight::Front});
}

std::vector<LegendEntry> ProposalsStage::legendOf(const Inspection&) const {
  using Shape = LegendEntry::Shape;
  return {{Shape::Line, scoreColour(1), Stage::tr("proposal, score %1").arg(number(1, 1))},
          {Shape::Line, scoreColour(0.5F), Stage::tr("proposal, score %1").arg(number(0.5, 1))},
          {Shape::Line, scoreColour(0), Stage::tr("proposal, score %1").arg(number(0, 1))},
          {Shape::Line, theme::bestForGt(), Stage::tr("object")},
          {Shape::Line, theme::chosen(), Stage::tr("chosen")},
          {Shape::Dashes, theme::wrong(), Stage::tr("removed by it")},
          {Shape::Line, theme::doubtful(), Stage::tr("removed it")}};
}

int64_t ProposalsStage::ownerOf(const Inspection& in, const InspectorState& state, const Pick& pick) const {
  const int anchor = pick.as(Pick::Kind::Anchor);
  return anchor < 0 || anchor >= static_cast<int>(in.proposals.clipped.size())
             ? noObject
             : coveredObject(in, proposalBox(in, state.step, anchor));
}

QString ProposalsStage::cardOf(const Inspection& in, const InspectorState& state) const {
  if (const int gt = networkGtOf(in, state); gt >= 0) return objectCard(in, state, static_cast<size_t>(gt));
  const int anchor = subjectOf(in, state);
  if (anchor < 0) return {};
  const auto i = static_cast<size_t>(anchor);
  const BoxConvention convention = in.networkConfig.convention();
  const auto order = proposalsAfter(in, ProposalStep::Scored);
  QString lines = line(Stage::tr("Score"), number(in.request.record->rpnScores[i], 4));
  lines += line(Stage::tr("Rank"), Stage::tr("%1 of %2").arg(placeIn(order, anchor) + 1).arg(order.size()));
  lines += line(Stage::tr("Anchor"), sides(in.networkStage.anchors[i], convention));
  lines += line(Stage::tr("Delta"), words::fourNumbers(in.request.record->rpnDeltas[i]));
  lines += line(Stage::tr("Box"), sides(in.proposals.clipped[i], convention) + QStringLiteral(" px"));
  lines += line(Stage::tr("Covers"), coverText(in, in.proposals.clipped[i]));
  lines += outcomeLine(in, anchor);
  const auto victims = std::ranges::count(in.proposals.suppressedBy, anchor);
  if (victims > 0) lines += line(Stage::tr("Removed"), Stage::tr("%1 others (red)").arg(victims));
  return words::card(Stage::tr("Proposal of anchor %1").arg(anchor), lines);
}

Pick ProposalsStage::pickAt(const Inspection& in, const InspectorState& state, QPointF image,
                            double reach) const {
  if (const Pick object = networkObjectAt(in, image, reach)) return object;
  std::vector<int> shown = proposalsAfter(in, state.step);
  shown.resize(std::min(shown.size(), static_cast<size_t>(state.most)));
  const int k = smallestAround(image, shown.size(),
                               [&](size_t i) { return in.imageRect(proposalBox(in, state.step, shown[i])); });
  return k < 0 ? Pick{} : Pick{Pick::Kind::Anchor, shown[static_cast<size_t>(k)]};
}

}  // namespace anchor
