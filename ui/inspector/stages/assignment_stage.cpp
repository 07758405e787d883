// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/stages/assignment_stage.h"

#include <algorithm>

#include "engine/geometry/anchor_fit.h"
#include "ui/inspector/inspector_words.h"
#include "ui/inspector/stages/stage_controls.h"
#include "ui/inspector/stages/stage_parts.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

using words::number;

/// What trains an object, in one or two words for the list.
QString trainedByText(GtTrainedBy by) {
  switch (by) {
    case GtTrainedBy::Iou:
      return Stage::tr("IoU");
    case GtTrainedBy::BestOnly:
      return Stage::tr("best match only");
    case GtTrainedBy::NobodyForBg:
      return Stage::tr("bg rule");
    case GtTrainedBy::NobodyForAnother:
      return Stage::tr("another object");
    case GtTrainedBy::NobodyTouches:
      return Stage::tr("no anchor");
  }
  return {};
}

/// The same in a sentence for the card.
QString ruleWords(GtTrainedBy by) {
  switch (by) {
    case GtTrainedBy::Iou:
      return Stage::tr("anchors reach the fg threshold");
    case GtTrainedBy::BestOnly:
      return Stage::tr("trained only as best match");
    case GtTrainedBy::NobodyForBg:
      return Stage::tr("not trained: the background rule takes precedence");
    case GtTrainedBy::NobodyForAnother:
      return Stage::tr("not trained: its anchors learn another object");
    case GtTrainedBy::NobodyTouches:
      return Stage::tr("it is not trained");
  }
  return {};
}

/// Background and ignored anchors, a dot for each cell that has one.
void drawCells(const Inspection& in, const InspectorState& state, CanvasOverlay::Weight weight,
               CanvasOverlay& out) {
  const AnchorScene& scene = *in.scene;
  QColor faint = theme::background();
  faint.setAlpha(150);
  size_t index = 0;
  for (const GridLevel& level : scene.levels) {
    const QSizeF cell(level.stride / scene.geometry.scaleX, level.stride / scene.geometry.scaleY);
    for (int y = 0; y < level.featureHeight; ++y)
      for (int x = 0; x < level.featureWidth; ++x, index += level.base.size()) {
        bool ignored = false, background = false, sampled = false;
        for (size_t a = 0; a < level.base.size(); ++a) {
          ignored = ignored || scene.assignment.reasons[index + a] == LabelReason::BetweenIou ||
                    scene.assignment.reasons[index + a] == LabelReason::IgnoreRegion;
          background = background || scene.assignment.labels[index + a] == 0;
          sampled = sampled || in.sampled.labels[index + a] == 0;
        }
        if (state.sampledOnly ? !sampled : !ignored && !background) continue;
        const QPointF centre((x + 0.5) * cell.width(), (y + 0.5) * cell.height());
        // Size tells the label too: 5 ignored, 4 drawn background, 1 background.
        if (sampled)
          out.dots.push_back({centre, theme::background(), 4, weight});
        else if (ignored)
          out.dots.push_back({centre, theme::ignored(), 5, weight});
        else
          out.dots.push_back({centre, faint, 1, weight});
      }
  }
}

void drawForeground(const Inspection& in, const InspectorState& state, const Emphasis& emphasis,
                    CanvasOverlay& out) {
  const AnchorScene& scene = *in.scene;
  for (size_t i = 0; i < scene.anchors.size(); ++i) {
    if (scene.assignment.labels[i] != 1) continue;
    if (state.sampledOnly && in.sampled.labels[i] != 1) continue;
    const LabelLook look =
        lookOf(in.sampled.labels[i] == 1 ? scene.assignment.reasons[i] : LabelReason::DroppedByBudget);
    const int64_t object = scene.gtIds[static_cast<size_t>(scene.assignment.argmax[i])];
    out.marks.push_back({scene.imageRect(i),
                         look.colour,
                         look.style,
                         1,
                         {},
                         emphasis.of({Pick::Kind::Anchor, static_cast<int64_t>(i)}, object)});
  }
}

/// The chosen anchor, the others of its cell, and the arrow to the object that it would learn.
void drawChosen(const Inspection& in, const InspectorState& state, CanvasOverlay& out) {
  const AnchorScene& scene = *in.scene;
  const int chosen = chosenAnchor(in, state);
  if (chosen < 0) return;
  for (const int i : anchorsOfChosenCell(in, state)) {
    const auto at = static_cast<size_t>(i);
    if (i != chosen && scene.inside[at] != 0)
      out.marks.push_back({scene.imageRect(at),
                           lookOf(scene.assignment.reasons[at]).colour,
                           Qt::DotLine,
                           1,
                           {},
                           state.hovered == Pick{Pick::Kind::Anchor, i} ? CanvasOverlay::Weight::Front
                                                                        : CanvasOverlay::Weight::Plain});
  }
  const auto i = static_cast<size_t>(chosen);
  const QRectF rect = scene.imageRect(i);
  out.marks.push_back({rect, theme::chosen(), Qt::SolidLine, 3, {}, CanvasOverlay::Weight::Front});
  if (const int g = scene.assignment.argmax[i]; g >= 0 && scene.assignment.maxIou[i] > 0)
    out.lines.push_back(
        {rect.center(), gtRect(scene, static_cast<size_t>(g)).center(), theme::chosen(), true});
}

QString objectCard(const Inspection& in, int gt) {
  const AnchorScene& s = *in.scene;
  const auto g = static_cast<size_t>(gt);
  const float best = s.assignment.bestIou[g];
  const int foreground = s.foregroundOf(gt);
  using words::line;
  QString lines = line(Stage::tr("Input size"),
                       words::sides(s.gtBoxes[g], s.config.convention()) + QStringLiteral(" px"));
  lines +=
      line(Stage::tr("Best anchor"),
           best > 0 ? Stage::tr("IoU %1 (anchor %2)").arg(number(best, 3)).arg(s.assignment.bestAnchor[g])
                    : Stage::tr("none inside the image touches it"));
  lines += line(Stage::tr("fg anchors"), QString::number(foreground));
  lines +=
      line(Stage::tr("Chance"),
           Stage::tr("%1 % that at least one of them is sampled").arg(qRound(100 * chanceOfSampling(s, gt))));
  lines += line(Stage::tr("Rule"), ruleWords(gtTrainedBy(best, foreground, s.config.assignment)));
  return words::card(words::gtName(in, gt), lines);
}

}  // namespace

Stage::Names AssignmentStage::names() const {
  return {InspectorView::Assignment,
          Stage::tr("Assignment"),
          Stage::tr("A&ssignment"),
          Stage::tr("Which anchors are fg, bg, ignored, and why"),
          "viewAssignment",
          "layerLabels",
          Qt::Key_F7};
}

StageControls* AssignmentStage::controls(QWidget* parent) const {
  auto* made = new StageControls(parent, {{"assignment.positive_iou", Stage::tr("fg from IoU")},
                                          {"assignment.negative_iou", Stage::tr("bg below IoU")},
                                          {"rpn_budget.batch", Stage::tr("Sampled", "how many")},
                                          {"rpn_budget.fraction", Stage::tr("Foreground fraction")}});
  QCheckBox* sampled = made->check(Stage::tr("Only sampled"), "sampledOnly",
                                   Stage::tr("Hide anchors and RoIs that were not sampled."));
  QObject::connect(sampled, &QCheckBox::toggled, made, [made](bool on) {
    Q_EMIT made->stateChanged([on](InspectorState& s) { s.sampledOnly = on; });
  });
  made->addRow({sampled, made->drawAgain()});
  return made;
}

QString AssignmentStage::countsOf(const Inspection& in) const {
  return Stage::tr("%1 fg · %2 bg sampled")
      .arg(words::count(static_cast<size_t>(in.sampled.count(1))),
           words::count(static_cast<size_t>(in.sampled.count(0))));
}

QString AssignmentStage::factsOf(const Inspection& in, const InspectorState&) const {
  const AnchorScene& s = *in.scene;
  const LabelAssignment& a = s.assignment;
  const auto count = [&](LabelReason reason) {
    return static_cast<int>(std::ranges::count(a.reasons, reason));
  };
  const auto below = [&](float least) {
    return std::ranges::count_if(a.bestIou, [&](float v) { return v < least; });
  };
  return Stage::tr(
             "%1 anchors, %2 inside the image.<br>%3 fg by IoU, %4 fg only as best match, %5 bg, %6 "
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

StageTable AssignmentStage::tableOf(const Inspection& in, const InspectorState&) const {
  const AnchorScene& s = *in.scene;
  StageTable table;
  table.headers = {Stage::tr("Object"), Stage::tr("Best IoU"), Stage::tr("fg"), Stage::tr("Sampled"),
                   Stage::tr("Reason")};
  for (size_t g = 0; g < s.gtBoxes.size(); ++g) {
    const int gt = static_cast<int>(g);
    const float best = s.assignment.bestIou[g];
    const int own = s.foregroundOf(gt);
    table.rows.push_back({{words::gtName(in, gt), number(best, 3), QString::number(own),
                           QStringLiteral("%1 %").arg(qRound(100 * chanceOfSampling(s, gt))),
                           trainedByText(gtTrainedBy(best, own, s.config.assignment))},
                          fitColour(best, s.config.assignment.positiveIou),
                          {Pick::Kind::Object, s.gtIds[g]}});
  }
  return table;
}

void AssignmentStage::draw(const Inspection& in, const InspectorState& state, CanvasOverlay& out) const {
  const AnchorScene& scene = *in.scene;
  const Emphasis emphasis(*this, in, state);
  using Weight = CanvasOverlay::Weight;
  drawCells(in, state, emphasis.dims() ? Weight::Dim : Weight::Plain, out);
  drawForeground(in, state, emphasis, out);
  out.hideBoxes = true;
  for (size_t g = 0; g < scene.gtBoxes.size(); ++g) {
    const float best = scene.assignment.bestIou[g];
    const Weight weight = emphasis.ofObject(scene.gtIds[g]);
    out.marks.push_back({gtRect(scene, g), fitColour(best, scene.config.assignment.positiveIou),
                         Qt::SolidLine, weight == Weight::Front ? 4 : 2, number(best), weight});
  }
  drawChosen(in, state, out);
}

std::vector<LegendEntry> AssignmentStage::legendOf(const Inspection& in) const {
  using Shape = LegendEntry::Shape;
  const LabelLook best = lookOf(LabelReason::BestForGt), dropped = lookOf(LabelReason::DroppedByBudget);
  const float least = in.scene->config.assignment.positiveIou;
  const auto fit = [&](float from, const QString& words) {
    return LegendEntry{Shape::Field, fitColour(from, least), words};
  };
  return {{Shape::Line, theme::foreground(), Stage::tr("fg by IoU")},
          {Shape::Dashes, best.colour, Stage::tr("fg only as best match")},
          {Shape::Dots, dropped.colour, Stage::tr("fg, not sampled")},
          {Shape::Point, theme::background(), Stage::tr("bg, sampled")},
          {Shape::Point, theme::ignored(), Stage::tr("ignored")},
          fit(least, Stage::tr("object, best IoU ≥ %1").arg(number(least))),
          fit(0.5F, Stage::tr("object, best IoU ≥ %1").arg(number(0.5))),
          fit(0.3F, Stage::tr("object, best IoU ≥ %1").arg(number(0.3))),
          fit(0, Stage::tr("object, best IoU below"))};
}

int64_t AssignmentStage::ownerOf(const Inspection& in, const InspectorState&, const Pick& pick) const {
  const int anchor = pick.as(Pick::Kind::Anchor);
  const LabelAssignment& a = in.scene->assignment;
  if (anchor < 0 || anchor >= static_cast<int>(a.labels.size()) || a.labels[static_cast<size_t>(anchor)] != 1)
    return noObject;
  return in.scene->gtIds[static_cast<size_t>(a.argmax[static_cast<size_t>(anchor)])];
}

QString AssignmentStage::cardOf(const Inspection& in, const InspectorState& state) const {
  if (const int anchor = chosenAnchor(in, state); anchor >= 0) return anchorCard(in, anchor);
  const int gt = gtOf(in, state);
  return gt < 0 ? QString() : objectCard(in, gt);
}

Pick AssignmentStage::pickAt(const Inspection& in, const InspectorState&, QPointF image, double reach) const {
  const AnchorScene& scene = *in.scene;
  for (size_t g = scene.gtBoxes.size(); g-- > 0;)
    if (nearEdge(gtRect(scene, g), image, reach)) return {Pick::Kind::Object, scene.gtIds[g]};
  return anchorAt(in, image);
}

}  // namespace anchor
