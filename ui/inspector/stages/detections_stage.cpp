// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/stages/detections_stage.h"

#include <algorithm>

#include "engine/geometry/iou.h"
#include "ui/canvas/box_rect.h"
#include "ui/inspector/inspector_words.h"
#include "ui/inspector/stages/stage_controls.h"
#include "ui/inspector/stages/stage_parts.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

using words::line;
using words::number;

bool isMissed(const ObjectTrace& trace) { return trace.lost != LostAt::Found; }

/// The trace of the subject, if it is an object; -1 otherwise.
int traceOf(const Inspection& in, const InspectorState& state) {
  if (state.subject().kind != Pick::Kind::Object) return -1;
  const int object = positionOf(in.objectIds, state.subject().index);
  const auto at = std::ranges::find(in.autopsy.objects, object, &ObjectTrace::object);
  return at == in.autopsy.objects.end() ? -1 : static_cast<int>(at - in.autopsy.objects.begin());
}

int detectionOf(const Inspection& in, const InspectorState& state) {
  const int detection = state.subject().as(Pick::Kind::Detection);
  return detection < static_cast<int>(in.autopsy.detections.size()) ? detection : -1;
}

Pick objectPick(const Inspection& in, size_t trace) {
  return {Pick::Kind::Object, in.objectIds[static_cast<size_t>(in.autopsy.objects[trace].object)]};
}

QString resultText(const TideVerdict& verdict) {
  if (verdict.correct) return Stage::tr("true");
  return verdict.error ? errorText(*verdict.error) : Stage::tr("not counted");
}

CanvasOverlay::Mark detectionMark(const Inspection& in, size_t d, CanvasOverlay::Weight weight) {
  const Detection& found = in.autopsy.detections[d];
  const TideVerdict& v = in.autopsy.verdicts[d];
  const QColor colour = v.correct ? theme::foreground() : v.counted ? theme::doubtful() : theme::background();
  QString words = QStringLiteral("%1 %2").arg(in.className(found.label), number(found.score));
  if (v.error) words += QLatin1Char(' ') + errorText(*v.error);
  return {boxRect(found.box),
          colour,
          Qt::SolidLine,
          weight == CanvasOverlay::Weight::Front ? 4 : 1,
          words,
          weight};
}

/// An object that is missed; found ones only in front.
void addObject(const Inspection& in, const ObjectTrace& trace, CanvasOverlay::Weight weight,
               CanvasOverlay& out) {
  const bool front = weight == CanvasOverlay::Weight::Front;
  if (!isMissed(trace) && !front) return;
  out.marks.push_back({boxRect(in.objects[static_cast<size_t>(trace.object)].box),
                       isMissed(trace) ? theme::wrong() : theme::foreground(), Qt::DashLine, front ? 4 : 2,
                       in.className(trace.label) + QStringLiteral(": ") + lostText(trace.lost), weight});
  if (front && trace.by.x2 > trace.by.x1)
    out.marks.push_back({boxRect(trace.by), theme::doubtful(), Qt::SolidLine, 3, {}});
}

/// The id of the object that a detection is held against.
int64_t matched(const Inspection& in, size_t detection) {
  const int object = in.autopsy.verdicts[detection].gt;
  return object < 0 ? Stage::noObject : in.objectIds[static_cast<size_t>(object)];
}

QString objectCard(const Inspection& in, const ObjectTrace& t) {
  QString lines = line(Stage::tr("Result"), QStringLiteral("<b>%1</b>").arg(lostText(t.lost)));
  lines += line(Stage::tr("Anchors"),
                Stage::tr("best IoU %1, fg %2").arg(number(t.bestAnchorIou, 3)).arg(t.foreground));
  lines += line(Stage::tr("Proposals"),
                Stage::tr("best IoU %1, RPN score %2").arg(number(t.proposalIou, 3), number(t.rpnScore, 3)));
  lines += line(Stage::tr("Rois"), Stage::tr("best IoU %1").arg(number(t.roiIou, 3)));
  lines += line(
      Stage::tr("Head"),
      Stage::tr("%1 with %2").arg(in.className(t.label), number(t.classScore, 3)) +
          (t.otherLabel >= 0
               ? Stage::tr(", rather %1 with %2").arg(in.className(t.otherLabel), number(t.otherScore, 3))
               : QString()));
  if (t.by.x2 > t.by.x1) lines += line(Stage::tr("Removed by"), Stage::tr("the orange box"));
  if (t.loss >= 0) lines += line(Stage::tr("Loss"), Stage::tr("%1 on its own box").arg(number(t.loss, 3)));
  return words::card(Stage::tr("Object %1: %2").arg(t.object + 1).arg(in.className(t.label)), lines);
}

QString detectionCard(const Inspection& in, size_t d) {
  if (d >= in.detections.kept.size()) return {};
  const TideVerdict& v = in.autopsy.verdicts[d];
  const int candidate = in.detections.kept[d];
  const DetectionCandidate& c = in.detections.candidates[static_cast<size_t>(candidate)];
  QString lines = line(Stage::tr("Score"), number(c.score, 4));
  lines += line(Stage::tr("From"), Stage::tr("roi %1").arg(c.roi + 1));
  lines += line(Stage::tr("Result"), resultText(v));
  if (v.gt >= 0) {
    const SampleBox& object = in.objects[static_cast<size_t>(v.gt)];
    lines +=
        line(Stage::tr("Object"),
             QStringLiteral("%1, IoU %2")
                 .arg(in.className(object.class_index),
                      number(iou(in.autopsy.detections[d].box, object.box, BoxConvention::Continuous), 3)));
  }
  const auto victims =
      std::ranges::count(in.detections.candidates, candidate, &DetectionCandidate::suppressedBy);
  if (victims > 0)
    lines += line(Stage::tr("Removed"), Stage::tr("%1 others of its class by NMS").arg(victims));
  return words::card(Stage::tr("Detection %1: %2").arg(d + 1).arg(in.className(c.label - 1)), lines);
}

}  // namespace

Stage::Names DetectionsStage::names() const {
  return {InspectorView::Detections, Stage::tr("Detections"),
          Stage::tr("&Detections"),  Stage::tr("Detections, and where missed objects were lost"),
          "viewDetections",          "stageDetections"};
}

StageControls* DetectionsStage::controls(QWidget* parent) const {
  return new StageControls(parent, {{"test.score", Stage::tr("Score from")},
                                    {"test.nms", Stage::tr("NMS IoU")},
                                    {"test.most", Stage::tr("At most")}});
}

QString DetectionsStage::countsOf(const Inspection& in) const {
  const auto missed = std::ranges::count_if(in.autopsy.objects, isMissed);
  const auto correct = std::ranges::count_if(in.autopsy.verdicts, &TideVerdict::correct);
  return Stage::tr("%1: %2 true, %3 missed")
      .arg(words::count(in.autopsy.detections.size()), words::count(static_cast<size_t>(correct)),
           words::count(static_cast<size_t>(missed)));
}

QString DetectionsStage::factsOf(const Inspection& in, const InspectorState&) const {
  const auto correct = std::ranges::count_if(in.autopsy.verdicts, &TideVerdict::correct);
  return Stage::tr("Iteration %1: %2 detections, %3 true, %4 false; %5 of %6 objects are missed.")
      .arg(in.request.record->iteration)
      .arg(in.autopsy.detections.size())
      .arg(correct)
      .arg(static_cast<int>(in.autopsy.detections.size()) - correct)
      .arg(std::ranges::count_if(in.autopsy.objects, isMissed))
      .arg(in.autopsy.objects.size());
}

StageTable DetectionsStage::tableOf(const Inspection& in, const InspectorState&) const {
  StageTable table;
  table.headers = {Stage::tr("What"), Stage::tr("Class"), Stage::tr("Score"), Stage::tr("Result")};
  for (size_t t = 0; t < in.autopsy.objects.size(); ++t) {
    const ObjectTrace& trace = in.autopsy.objects[t];
    if (!isMissed(trace)) continue;
    table.rows.push_back(
        {{Stage::tr("missed"), in.className(trace.label), number(trace.classScore), lostText(trace.lost)},
         theme::wrong(),
         objectPick(in, t)});
  }
  for (size_t d = 0; d < in.autopsy.detections.size(); ++d) {
    const TideVerdict& v = in.autopsy.verdicts[d];
    table.rows.push_back({{Stage::tr("detection"), in.className(in.autopsy.detections[d].label),
                           number(in.autopsy.detections[d].score), resultText(v)},
                          v.correct ? theme::foreground() : theme::doubtful(),
                          {Pick::Kind::Detection, static_cast<int64_t>(d)}});
  }
  return table;
}

/// What is drawn last keeps its words where room is scarce: first what is in front, then what is missed, then
/// the better scores.
void DetectionsStage::draw(const Inspection& in, const InspectorState& state, CanvasOverlay& out) const {
  out.hideBoxes = true;
  const ImageAutopsy& a = in.autopsy;
  const Emphasis emphasis(*this, in, state);
  for (size_t d = a.detections.size(); d-- > 0;)
    out.marks.push_back(
        detectionMark(in, d, emphasis.of({Pick::Kind::Detection, static_cast<int64_t>(d)}, matched(in, d))));
  for (size_t t = 0; t < a.objects.size(); ++t)
    addObject(in, a.objects[t], emphasis.ofObject(objectPick(in, t).index), out);
  std::ranges::stable_partition(
      out.marks, [](const CanvasOverlay::Mark& mark) { return mark.weight != CanvasOverlay::Weight::Front; });
}

std::vector<LegendEntry> DetectionsStage::legendOf(const Inspection&) const {
  using Shape = LegendEntry::Shape;
  return {{Shape::Line, theme::foreground(), Stage::tr("true detection")},
          {Shape::Line, theme::doubtful(), Stage::tr("false detection")},
          {Shape::Line, theme::background(), Stage::tr("not counted")},
          {Shape::Dashes, theme::wrong(), Stage::tr("missed object")}};
}

int64_t DetectionsStage::ownerOf(const Inspection& in, const InspectorState&, const Pick& pick) const {
  const int detection = pick.as(Pick::Kind::Detection);
  return detection < 0 || detection >= static_cast<int>(in.autopsy.verdicts.size())
             ? noObject
             : matched(in, static_cast<size_t>(detection));
}

QString DetectionsStage::cardOf(const Inspection& in, const InspectorState& state) const {
  if (const int trace = traceOf(in, state); trace >= 0)
    return objectCard(in, in.autopsy.objects[static_cast<size_t>(trace)]);
  const int detection = detectionOf(in, state);
  return detection < 0 ? QString() : detectionCard(in, static_cast<size_t>(detection));
}

Pick DetectionsStage::pickAt(const Inspection& in, const InspectorState&, QPointF image, double) const {
  const ImageAutopsy& a = in.autopsy;
  const int detection =
      smallestAround(image, a.detections.size(), [&](size_t d) { return boxRect(a.detections[d].box); });
  const int trace = smallestAround(image, a.objects.size(), [&](size_t t) {
    return boxRect(in.objects[static_cast<size_t>(a.objects[t].object)].box);
  });
  // A found object is told by its detection; a missed one by itself.
  if (trace >= 0 && (detection < 0 || isMissed(a.objects[static_cast<size_t>(trace)])))
    return objectPick(in, static_cast<size_t>(trace));
  return detection < 0 ? Pick{} : Pick{Pick::Kind::Detection, detection};
}

}  // namespace anchor
