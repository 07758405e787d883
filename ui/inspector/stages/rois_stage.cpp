// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/stages/rois_stage.h"

#include <cmath>

#include "ui/inspector/inspector_words.h"
#include "ui/inspector/stages/stage_controls.h"
#include "ui/inspector/stages/stage_parts.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

using words::number;

/// The position in the sample; -1 for anything else.
int roiOf(const Inspection& in, const Pick& pick) {
  const int roi = pick.as(Pick::Kind::Roi);
  return roi < static_cast<int>(in.rois.rois.size()) ? roi : -1;
}

bool isForeground(const Inspection& in, size_t roi) { return static_cast<int>(roi) < in.rois.fg; }

/// The id of the object that a RoI learns.
int64_t learned(const Inspection& in, size_t roi) {
  return isForeground(in, roi) ? networkGtId(in, static_cast<size_t>(in.rois.argmax[roi])) : Stage::noObject;
}

/// What trains the head of an object.
QString objectCard(const Inspection& in, size_t gt) {
  int own = 0, best = -1;
  for (size_t k = 0; k < in.rois.rois.size(); ++k) {
    if (learned(in, k) != networkGtId(in, gt)) continue;
    ++own;
    if (best < 0 || in.rois.maxIou[k] > in.rois.maxIou[static_cast<size_t>(best)]) best = static_cast<int>(k);
  }
  QString lines = words::line(Stage::tr("Rois"), Stage::tr("%1 sampled as fg").arg(own));
  if (best >= 0)
    lines += words::line(Stage::tr("Best"),
                         words::link({Pick::Kind::Roi, best}, Stage::tr("Roi %1").arg(best + 1)) +
                             QStringLiteral(": IoU ") + number(in.rois.maxIou[static_cast<size_t>(best)], 3));
  return words::card(in.className(in.networkStage.gtLabels[gt] - 1), lines);
}

/// The cells that a RoI is pooled into, and the arrow to the object that it learns.
void drawPooling(const Inspection& in, size_t roi, CanvasOverlay& out) {
  const QRectF rect = in.imageRect(in.rois.rois[roi]);
  const int bins = in.networkConfig.network.roi_size;
  for (int b = 1; b < bins; ++b) {
    const double x = rect.left() + rect.width() * b / bins;
    const double y = rect.top() + rect.height() * b / bins;
    out.lines.push_back({{x, rect.top()}, {x, rect.bottom()}, theme::chosen(), false});
    out.lines.push_back({{rect.left(), y}, {rect.right(), y}, theme::chosen(), false});
  }
  if (const int g = in.rois.argmax[roi]; g >= 0 && in.rois.labels[roi] > 0) {
    const QRectF gt = in.imageRect(in.networkStage.gtBoxes[static_cast<size_t>(g)]);
    out.lines.push_back({rect.center(), gt.center(), theme::bestForGt(), true});
  }
}

}  // namespace

Stage::Names RoisStage::names() const {
  return {InspectorView::Rois, Stage::tr("RoIs"),
          Stage::tr("&RoIs"),  Stage::tr("The boxes that train the head"),
          "viewRois",          "stageRois"};
}

StageControls* RoisStage::controls(QWidget* parent) const {
  auto* made = new StageControls(parent, {{"rois.batch", Stage::tr("Sampled", "how many")},
                                          {"rois.fraction", Stage::tr("Foreground fraction")},
                                          {"rois.fg", Stage::tr("fg from IoU")},
                                          {"rois.bg_hi", Stage::tr("bg below IoU")},
                                          {"rois.bg_lo", Stage::tr("bg from IoU")}});
  made->addRow({made->drawAgain()});
  return made;
}

QString RoisStage::countsOf(const Inspection& in) const {
  return Stage::tr("%1 sampled: %2 fg")
      .arg(words::count(in.rois.rois.size()), words::count(static_cast<size_t>(in.rois.fg)));
}

QString RoisStage::factsOf(const Inspection& in, const InspectorState&) const {
  const RoiRule& rule = in.networkConfig.rois;
  return Stage::tr(
             "%1 RoIs sampled from %2 proposals and gt_boxes: %3 fg (IoU ≥ %4), %5 bg (IoU %6 to %7). At "
             "most %8 may be fg.")
      .arg(in.rois.rois.size())
      .arg(in.trainingRois.size())
      .arg(in.rois.fg)
      .arg(number(rule.fgIou))
      .arg(static_cast<int>(in.rois.rois.size()) - in.rois.fg)
      .arg(number(rule.bgLow), number(rule.bgHigh))
      .arg(std::lround(static_cast<float>(rule.batch) * rule.fraction));
}

StageTable RoisStage::tableOf(const Inspection& in, const InspectorState&) const {
  StageTable table;
  table.headers = {Stage::tr("Roi"), Stage::tr("Class"), Stage::tr("IoU"), Stage::tr("Size")};
  for (size_t k = 0; k < in.rois.rois.size(); ++k) {
    const bool fg = isForeground(in, k);
    table.rows.push_back(
        {{QString::number(k + 1), fg ? in.className(in.rois.labels[k] - 1) : Stage::tr("background"),
          number(in.rois.maxIou[k], 3), words::sides(in.rois.rois[k], in.networkConfig.convention())},
         fg ? theme::foreground() : theme::background(),
         {Pick::Kind::Roi, static_cast<int64_t>(k)}});
  }
  return table;
}

void RoisStage::draw(const Inspection& in, const InspectorState& state, CanvasOverlay& out) const {
  const GridLevel& level = in.networkStage.levels.front();
  out.cell = {level.stride / in.networkGeometry.scaleX, level.stride / in.networkGeometry.scaleY};
  out.hideBoxes = true;
  const Emphasis emphasis(*this, in, state);
  drawNetworkObjects(in, emphasis, out);
  for (size_t k = in.rois.rois.size(); k-- > 0;) {
    const bool fg = isForeground(in, k);
    const auto weight = emphasis.of({Pick::Kind::Roi, static_cast<int64_t>(k)}, learned(in, k));
    out.marks.push_back(
        {in.imageRect(in.rois.rois[k]), fg ? theme::foreground() : theme::background(),
         fg ? Qt::SolidLine : Qt::DashLine, weight == CanvasOverlay::Weight::Front ? 3 : 1,
         fg ? QStringLiteral("%1 %2").arg(in.className(in.rois.labels[k] - 1), number(in.rois.maxIou[k]))
            : QString(),
         weight});
  }
  if (const int chosen = roiOf(in, state.chosen); chosen >= 0)
    drawPooling(in, static_cast<size_t>(chosen), out);
}

std::vector<LegendEntry> RoisStage::legendOf(const Inspection&) const {
  using Shape = LegendEntry::Shape;
  return {{Shape::Line, theme::foreground(), Stage::tr("foreground")},
          {Shape::Dashes, theme::background(), Stage::tr("background")},
          {Shape::Line, theme::bestForGt(), Stage::tr("object")},
          {Shape::Line, theme::chosen(), Stage::tr("cells that it is pooled into")}};
}

int64_t RoisStage::ownerOf(const Inspection& in, const InspectorState&, const Pick& pick) const {
  const int roi = roiOf(in, pick);
  return roi < 0 ? noObject : learned(in, static_cast<size_t>(roi));
}

QString RoisStage::cardOf(const Inspection& in, const InspectorState& state) const {
  if (const int gt = networkGtOf(in, state); gt >= 0) return objectCard(in, static_cast<size_t>(gt));
  const int subject = roiOf(in, state.subject());
  if (subject < 0) return {};
  const auto k = static_cast<size_t>(subject);
  const RunConfig& c = in.networkConfig;
  const bool fg = isForeground(in, k);
  const auto source = static_cast<size_t>(in.rois.index[k]);
  const size_t proposals = in.trainingRois.size() - in.networkStage.gtBoxes.size();
  using words::line;
  QString lines = line(Stage::tr("From"), source < proposals ? Stage::tr("proposal %1").arg(source + 1)
                                                             : Stage::tr("a gt_box itself"));
  lines += line(Stage::tr("Class"), fg ? in.className(in.rois.labels[k] - 1) : Stage::tr("background"));
  if (fg)
    lines += line(Stage::tr("Object"),
                  words::link({Pick::Kind::Object, learned(in, k)}, in.className(in.rois.labels[k] - 1)));
  lines += line(Stage::tr("IoU"), number(in.rois.maxIou[k], 3));
  lines += line(Stage::tr("Rule"),
                fg ? Stage::tr("IoU ≥ %1").arg(number(c.rois.fgIou))
                   : Stage::tr("%1 ≤ IoU < %2").arg(number(c.rois.bgLow), number(c.rois.bgHigh)));
  lines += line(Stage::tr("Weight"),
                Stage::tr("class 1/%1, box %2")
                    .arg(in.rois.rois.size())
                    .arg(fg ? QStringLiteral("1/%1").arg(in.rois.rois.size()) : QStringLiteral("0")));
  if (fg) {
    const BoxDelta& t = in.rois.targets[k];
    lines += line(Stage::tr("Target"),
                  words::fourNumbers(unnormalised(t, c.rois.normalisationOf(in.rois.labels[k]))));
    lines += line(Stage::tr("Normalised"), words::fourNumbers(t));
  }
  lines +=
      line(Stage::tr("Pooled"),
           Stage::tr("%1 × %1 cells, RoI %2").arg(c.network.roi_size).arg(text(nameOf(c.network.roi_op))));
  return words::card(Stage::tr("Roi %1").arg(subject + 1), lines);
}

Pick RoisStage::pickAt(const Inspection& in, const InspectorState&, QPointF image, double reach) const {
  if (const Pick object = networkObjectAt(in, image, reach)) return object;
  const int k =
      smallestAround(image, in.rois.rois.size(), [&](size_t i) { return in.imageRect(in.rois.rois[i]); });
  return k < 0 ? Pick{} : Pick{Pick::Kind::Roi, k};
}

}  // namespace anchor
