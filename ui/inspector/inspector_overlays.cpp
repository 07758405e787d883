// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_overlays.h"

#include <algorithm>

#include "ui/canvas/box_rect.h"
#include "ui/inspector/inspector_texts.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

using Mark = CanvasOverlay::Mark;

QSizeF cellSize(const AnchorScene& scene) {
  return {scene.levels.front().stride / scene.geometry.scaleX,
          scene.levels.front().stride / scene.geometry.scaleY};
}

void inputView(const Inspection& in, CanvasOverlay& out) {
  const AnchorScene& scene = *in.scene;
  out.picture = in.input;
  out.cell = cellSize(scene);
  out.hideBoxes = true;
  const BoxConvention convention = scene.config.convention();
  for (size_t g = 0; g < scene.gtBoxes.size(); ++g) {
    const Box box = fromNetwork(scene.gtBoxes[g], scene.geometry, convention);
    const float stride = scene.levels.front().stride;
    out.marks.push_back({boxRect(box), theme::foreground(), Qt::SolidLine, 2,
                         QStringLiteral("%1 × %2")
                             .arg(width(scene.gtBoxes[g], convention) / stride, 0, 'f', 1)
                             .arg(height(scene.gtBoxes[g], convention) / stride, 0, 'f', 1)});
  }
}

std::vector<int> anchorsOfCell(const AnchorScene& scene, QPoint cell) {
  const GridLevel& level = scene.levels.front();
  if (cell.x() < 0 || cell.x() >= level.featureWidth || cell.y() >= level.featureHeight) return {};
  std::vector<int> anchors;
  const int shapes = static_cast<int>(level.base.size());
  for (int a = 0; a < shapes; ++a) anchors.push_back((cell.y() * level.featureWidth + cell.x()) * shapes + a);
  return anchors;
}

void anchorsView(const Inspection& in, const InspectorState& state, CanvasOverlay& out) {
  const AnchorScene& scene = *in.scene;
  const bool all = state.filter.scale < 0 && state.filter.ratio < 0 && state.filter.outside;
  if (all) {
    out.heat = scene.density;
  } else {
    Boxes shown;
    for (size_t i = 0; i < scene.anchors.size(); ++i)
      if (passes(scene, state.filter, static_cast<int>(i))) shown.push_back(scene.anchors[i]);
    out.heat = densityPicture(shown, scene.geometry.size);
  }
  for (const int i : anchorsOfCell(scene, state.cell)) {
    if (!passes(scene, state.filter, i)) continue;
    const bool inside = scene.inside[static_cast<size_t>(i)] != 0;
    out.marks.push_back({scene.imageRect(static_cast<size_t>(i)),
                         inside ? theme::chosen() : theme::wrong(),
                         inside ? Qt::SolidLine : Qt::DashLine,
                         i == state.anchor ? 3 : 1,
                         {}});
  }
}

void cellDots(const Inspection& in, const InspectorState& state, CanvasOverlay& out) {
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
          out.dots.push_back({centre, theme::background(), 4});
        else if (ignored)
          out.dots.push_back({centre, theme::ignored(), 5});
        else
          out.dots.push_back({centre, faint, 1});
      }
  }
}

QPointF centreOf(const QRectF& rect) { return rect.center(); }

void assignmentView(const Inspection& in, const InspectorState& state, CanvasOverlay& out) {
  const AnchorScene& scene = *in.scene;
  cellDots(in, state, out);
  const auto gtRect = [&](size_t g) {
    const Box box = fromNetwork(scene.gtBoxes[g], scene.geometry, scene.config.convention());
    return boxRect(box);
  };
  for (size_t i = 0; i < scene.anchors.size(); ++i) {
    if (scene.assignment.labels[i] != 1) continue;
    if (state.sampledOnly && in.sampled.labels[i] != 1) continue;
    if (state.gt >= 0 && scene.assignment.argmax[i] != state.gt) continue;
    const LabelLook look =
        lookOf(in.sampled.labels[i] == 1 ? scene.assignment.reasons[i] : LabelReason::DroppedByBudget);
    out.marks.push_back({scene.imageRect(i), look.colour, look.style, 1, {}});
  }
  out.hideBoxes = true;
  for (size_t g = 0; g < scene.gtBoxes.size(); ++g) {
    const float best = scene.assignment.bestIou[g];
    out.marks.push_back({gtRect(g), fitColour(best, scene.config.assignment.positiveIou), Qt::SolidLine,
                         static_cast<int>(g) == state.gt ? 4 : 2, QString::number(best, 'f', 2)});
  }
  for (const int i : anchorsOfCell(scene, state.cell)) {
    const LabelLook look = lookOf(scene.assignment.reasons[static_cast<size_t>(i)]);
    if (i != state.anchor && scene.inside[static_cast<size_t>(i)] != 0)
      out.marks.push_back({scene.imageRect(static_cast<size_t>(i)), look.colour, Qt::DotLine, 1, {}});
  }
  if (state.anchor < 0 || state.anchor >= static_cast<int>(scene.anchors.size())) return;
  const auto i = static_cast<size_t>(state.anchor);
  const QRectF rect = scene.imageRect(i);
  out.marks.push_back({rect, theme::chosen(), Qt::SolidLine, 3, {}});
  if (const int g = scene.assignment.argmax[i]; g >= 0 && scene.assignment.maxIou[i] > 0)
    out.lines.push_back({centreOf(rect), centreOf(gtRect(static_cast<size_t>(g))), theme::chosen(), true});
}

/// Blue for 0 to yellow for 1.
QColor scoreColour(float score) {
  return QColor::fromHsvF(0.62F - 0.5F * std::clamp(score, 0.0F, 1.0F), 0.85F, 1.0F);
}

void proposalsView(const Inspection& in, const InspectorState& state, CanvasOverlay& out) {
  const auto& scores = in.request.record->rpnScores;
  const std::vector<int> shown = proposalsAfter(in, state.step);
  const auto rectOf = [&](int i) { return in.imageRect(proposalBox(in, state.step, i)); };
  const size_t outlined = std::min(shown.size(), static_cast<size_t>(state.most));
  // The best are outlined, the rest are points: thousands of outlines would show nothing.
  constexpr size_t mostDots = 6000;
  for (size_t k = std::min(shown.size(), outlined + mostDots); k-- > outlined;)
    out.dots.push_back({rectOf(shown[k]).center(), scoreColour(scores[static_cast<size_t>(shown[k])]), 2});
  for (size_t k = outlined; k-- > 0;)
    out.marks.push_back(
        {rectOf(shown[k]), scoreColour(scores[static_cast<size_t>(shown[k])]), Qt::SolidLine, 1, {}});
  if (state.anchor < 0 || state.anchor >= static_cast<int>(scores.size())) return;
  const auto chosen = static_cast<size_t>(state.anchor);
  for (size_t i = 0; i < in.proposals.suppressedBy.size(); ++i)
    if (in.proposals.suppressedBy[i] == state.anchor)
      out.marks.push_back({in.imageRect(in.proposals.clipped[i]), theme::wrong(), Qt::DashLine, 1, {}});
  out.marks.push_back(
      {rectOf(state.anchor), theme::chosen(), Qt::SolidLine, 3, QString::number(scores[chosen], 'f', 3)});
  if (const int by = in.proposals.suppressedBy[chosen]; by >= 0)
    out.marks.push_back({in.imageRect(in.proposals.clipped[static_cast<size_t>(by)]), theme::doubtful(),
                         Qt::SolidLine, 3, QString::number(scores[static_cast<size_t>(by)], 'f', 3)});
}

void roisView(const Inspection& in, const InspectorState& state, CanvasOverlay& out) {
  const RoiSample& sample = in.rois;
  const GridLevel& level = in.networkStage.levels.front();
  out.cell = {level.stride / in.networkGeometry.scaleX, level.stride / in.networkGeometry.scaleY};
  out.hideBoxes = true;
  for (const Box& gt : in.networkStage.gtBoxes)
    if (state.roi < 0) out.marks.push_back({in.imageRect(gt), theme::bestForGt(), Qt::SolidLine, 2, {}});
  for (size_t k = sample.rois.size(); k-- > 0;) {
    const bool fg = static_cast<int>(k) < sample.fg;
    if (state.roi >= 0 && static_cast<int>(k) != state.roi) continue;
    out.marks.push_back(
        {in.imageRect(sample.rois[k]), fg ? theme::foreground() : theme::background(),
         fg ? Qt::SolidLine : Qt::DashLine, static_cast<int>(k) == state.roi ? 3 : 1,
         fg ? QStringLiteral("%1 %2").arg(in.className(sample.labels[k] - 1)).arg(sample.maxIou[k], 0, 'f', 2)
            : QString()});
  }
  if (state.roi < 0 || state.roi >= static_cast<int>(sample.rois.size())) return;
  const auto k = static_cast<size_t>(state.roi);
  const QRectF rect = in.imageRect(sample.rois[k]);
  const int bins = in.networkConfig.network.roi_size;
  for (int b = 1; b < bins; ++b) {
    const double x = rect.left() + rect.width() * b / bins;
    const double y = rect.top() + rect.height() * b / bins;
    out.lines.push_back({{x, rect.top()}, {x, rect.bottom()}, theme::chosen(), false});
    out.lines.push_back({{rect.left(), y}, {rect.right(), y}, theme::chosen(), false});
  }
  if (const int g = sample.argmax[k]; g >= 0 && sample.labels[k] > 0) {
    const QRectF gt = in.imageRect(in.networkStage.gtBoxes[static_cast<size_t>(g)]);
    out.marks.push_back({gt, theme::bestForGt(), Qt::SolidLine, 2, {}});
    out.lines.push_back({rect.center(), gt.center(), theme::bestForGt(), true});
  }
}

CanvasOverlay::Mark detectionMark(const Inspection& in, size_t d, bool chosen) {
  const Detection& found = in.autopsy.detections[d];
  const TideVerdict& v = in.autopsy.verdicts[d];
  const QColor colour = v.correct ? theme::foreground() : v.counted ? theme::doubtful() : theme::background();
  QString words = QStringLiteral("%1 %2").arg(in.className(found.label)).arg(found.score, 0, 'f', 2);
  if (v.error) words += QLatin1Char(' ') + errorText(*v.error);
  return {boxRect(found.box), colour, Qt::SolidLine, chosen ? 4 : 1, words};
}

/// An object that is missed; found ones only where chosen.
void addObject(const Inspection& in, const ObjectTrace& trace, bool chosen, bool wordy, CanvasOverlay& out) {
  const bool found = trace.lost == LostAt::Found;
  if (found && !chosen) return;
  QString words;
  if (wordy || chosen) words = in.className(trace.label) + QStringLiteral(": ") + lostText(trace.lost);
  out.marks.push_back({boxRect(in.objects[static_cast<size_t>(trace.object)].box),
                       found ? theme::foreground() : theme::wrong(), Qt::DashLine, chosen ? 4 : 2, words});
  if (chosen && trace.by.x2 > trace.by.x1)
    out.marks.push_back({boxRect(trace.by), theme::doubtful(), Qt::SolidLine, 3, {}});
}

/// What is drawn last keeps its words where room is scarce: first what was chosen, then what is missed, then
/// the better scores.
void detectionsView(const Inspection& in, const InspectorState& state, CanvasOverlay& out) {
  out.hideBoxes = true;
  const ImageAutopsy& a = in.autopsy;
  // With very many boxes, words would cover the picture: only the chosen one keeps them.
  constexpr size_t mostWords = 45, mostMissedWords = 10;
  const bool wordy = a.detections.size() <= mostWords;
  const auto missed =
      std::ranges::count_if(a.objects, [](const ObjectTrace& trace) { return trace.lost != LostAt::Found; });
  const bool wordyMissed = wordy || static_cast<size_t>(missed) <= mostMissedWords;
  for (size_t d = a.detections.size(); d-- > 0;) {
    if (static_cast<int>(d) == state.detection) continue;
    out.marks.push_back(detectionMark(in, d, false));
    if (!wordy) out.marks.back().label.clear();
  }
  for (size_t t = 0; t < a.objects.size(); ++t)
    if (static_cast<int>(t) != state.object) addObject(in, a.objects[t], false, wordyMissed, out);
  if (state.object >= 0 && static_cast<size_t>(state.object) < a.objects.size())
    addObject(in, a.objects[static_cast<size_t>(state.object)], true, wordyMissed, out);
  if (state.detection >= 0 && static_cast<size_t>(state.detection) < a.detections.size())
    out.marks.push_back(detectionMark(in, static_cast<size_t>(state.detection), true));
}

}  // namespace

LabelLook lookOf(LabelReason reason) {
  switch (reason) {
    case LabelReason::PositiveIou:
      return {theme::foreground(), Qt::SolidLine};
    case LabelReason::BestForGt:
      return {theme::bestForGt(), Qt::DashLine};
    case LabelReason::DroppedByBudget:
      return {theme::foreground().darker(150), Qt::DotLine};
    case LabelReason::NegativeIou:
      return {theme::background(), Qt::SolidLine};
    case LabelReason::BetweenIou:
      return {theme::ignored(), Qt::SolidLine};
    case LabelReason::IgnoreRegion:
      return {theme::ignored(), Qt::DashLine};
    case LabelReason::Outside:
      return {theme::wrong(), Qt::DotLine};
  }
  return {};
}

QColor fitColour(float bestIou, float positiveIou) {
  if (bestIou >= positiveIou) return theme::foreground();
  if (bestIou >= 0.5F) return theme::bestForGt();
  return bestIou >= 0.3F ? theme::doubtful() : theme::wrong();
}

CanvasOverlay overlayOf(const Inspection& inspection, const InspectorState& state) {
  CanvasOverlay out;
  const bool network = inspection.hasNetwork;
  switch (state.view) {
    case InspectorView::None:
      break;
    case InspectorView::Input:
      inputView(inspection, out);
      break;
    case InspectorView::Anchors:
      anchorsView(inspection, state, out);
      break;
    case InspectorView::Assignment:
      assignmentView(inspection, state, out);
      break;
    case InspectorView::Proposals:
      if (network) proposalsView(inspection, state, out);
      break;
    case InspectorView::Rois:
      if (network) roisView(inspection, state, out);
      break;
    case InspectorView::Detections:
      if (network) detectionsView(inspection, state, out);
      break;
  }
  return out;
}

}  // namespace anchor
