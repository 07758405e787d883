// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/stages/stage_parts.h"

#include <algorithm>
#include <cmath>

#include "ui/canvas/box_rect.h"
#include "ui/inspector/inspector_words.h"
#include "ui/style/theme.h"

namespace anchor {

using words::fourNumbers;
using words::line;
using words::number;
using words::sides;

int positionOf(const std::vector<int64_t>& ids, int64_t id) {
  const auto at = std::ranges::find(ids, id);
  return at == ids.end() ? -1 : static_cast<int>(at - ids.begin());
}

int gtOf(const Inspection& in, const InspectorState& state) {
  const Pick& subject = state.subject();
  return subject.kind == Pick::Kind::Object ? positionOf(in.scene->gtIds, subject.index) : -1;
}

int networkGtOf(const Inspection& in, const InspectorState& state) {
  const Pick& subject = state.subject();
  for (size_t g = 0; subject.kind == Pick::Kind::Object && g < in.networkStage.gtBoxes.size(); ++g)
    if (networkGtId(in, g) == subject.index) return static_cast<int>(g);
  return -1;
}

QRectF gtRect(const AnchorScene& scene, size_t gt) {
  const Box box = fromNetwork(scene.gtBoxes[gt], scene.geometry, scene.config.convention());
  return boxRect(box);
}

QRectF networkGtRect(const Inspection& in, size_t gt) { return in.imageRect(in.networkStage.gtBoxes[gt]); }

int64_t networkGtId(const Inspection& in, size_t gt) {
  return in.objectIds[static_cast<size_t>(in.networkStage.gtObject[gt])];
}

bool nearEdge(const QRectF& rect, const QPointF& at, double reach) {
  return rect.adjusted(-reach, -reach, reach, reach).contains(at) &&
         !rect.adjusted(reach, reach, -reach, -reach).contains(at);
}

Pick networkObjectAt(const Inspection& in, QPointF image, double reach) {
  for (size_t g = in.networkStage.gtBoxes.size(); g-- > 0;)
    if (nearEdge(networkGtRect(in, g), image, reach)) return {Pick::Kind::Object, networkGtId(in, g)};
  return {};
}

void drawNetworkObjects(const Inspection& in, const Emphasis& emphasis, CanvasOverlay& out) {
  for (size_t g = 0; g < in.networkStage.gtBoxes.size(); ++g) {
    const CanvasOverlay::Weight weight = emphasis.ofObject(networkGtId(in, g));
    out.marks.push_back({networkGtRect(in, g), theme::bestForGt(), Qt::SolidLine,
                         weight == CanvasOverlay::Weight::Front ? 4 : 2,
                         in.className(in.networkStage.gtLabels[g] - 1), weight});
  }
}

int chosenAnchor(const Inspection& in, const InspectorState& state) {
  const int anchor = state.chosen.as(Pick::Kind::Anchor);
  return anchor < static_cast<int>(in.scene->anchors.size()) ? anchor : -1;
}

std::vector<int> anchorsOfChosenCell(const Inspection& in, const InspectorState& state) {
  const int chosen = chosenAnchor(in, state);
  if (chosen < 0) return {};
  const AnchorStage::Place place = in.scene->placeOf(chosen);
  if (place.level != 0) return {};
  const GridLevel& level = in.scene->levels.front();
  const int shapes = static_cast<int>(level.base.size());
  std::vector<int> anchors;
  for (int a = 0; a < shapes; ++a) anchors.push_back((place.y * level.featureWidth + place.x) * shapes + a);
  return anchors;
}

Pick smallestObjectAt(const Inspection& in, QPointF image) {
  const AnchorScene& s = *in.scene;
  const int g = smallestAround(image, s.gtBoxes.size(), [&](size_t i) { return gtRect(s, i); });
  return g < 0 ? Pick{} : Pick{Pick::Kind::Object, s.gtIds[static_cast<size_t>(g)]};
}

StageTable cellTable(const Inspection& in, const InspectorState& state) {
  const AnchorScene& s = *in.scene;
  StageTable table;
  table.headers = {Stage::tr("Label"), Stage::tr("IoU"), Stage::tr("Size"), Stage::tr("Why")};
  for (const int i : anchorsOfChosenCell(in, state)) {
    const auto at = static_cast<size_t>(i);
    const int label = s.assignment.labels[at];
    table.rows.push_back({{label == 1   ? Stage::tr("fg")
                           : label == 0 ? Stage::tr("bg")
                                        : Stage::tr("ignored"),
                           number(s.assignment.maxIou[at], 3), sides(s.anchors[at], s.config.convention()),
                           reasonText(s.assignment.reasons[at])},
                          lookOf(s.assignment.reasons[at]).colour,
                          {Pick::Kind::Anchor, i}});
  }
  return table;
}

Pick anchorAt(const Inspection& in, QPointF image) {
  const std::vector<float>& ious = in.scene->assignment.maxIou;
  int best = -1;
  for (const int i : in.scene->cellAnchors(image))
    if (best < 0 || ious[static_cast<size_t>(i)] > ious[static_cast<size_t>(best)]) best = i;
  return best < 0 ? Pick{} : Pick{Pick::Kind::Anchor, best};
}

namespace {

/// The objects that an anchor overlaps most.
QString overlaps(const Inspection& in, const AnchorReport& r) {
  std::vector<int> order(r.ious.size());
  for (size_t g = 0; g < order.size(); ++g) order[g] = static_cast<int>(g);
  std::ranges::stable_sort(order, std::greater{}, [&](int g) { return r.ious[static_cast<size_t>(g)]; });
  constexpr qsizetype told = 4;
  QStringList ious;
  for (const int g : order)
    if (ious.size() < told && r.ious[static_cast<size_t>(g)] > 0)
      ious << QStringLiteral("%1 %2").arg(words::gtLink(in, g), number(r.ious[static_cast<size_t>(g)], 3));
  return ious.isEmpty() ? Stage::tr("touches no object") : ious.join(QStringLiteral("; "));
}

QString targetLines(const AnchorScene& s, const AnchorReport& r) {
  QString lines = line(Stage::tr("Target"), fourNumbers(r.target));
  lines += line(Stage::tr("Normalised"), fourNumbers(normalised(r.target, s.config.rois.normalisation)) +
                                             QLatin1Char(' ') + Stage::tr("(as a roi)"));
  const Box& gt = s.gtBoxes[static_cast<size_t>(r.gt)];
  const float off = std::max({std::abs(r.decoded.x1 - gt.x1), std::abs(r.decoded.y1 - gt.y1),
                              std::abs(r.decoded.x2 - gt.x2), std::abs(r.decoded.y2 - gt.y2)});
  return lines + line(Stage::tr("Decoded again"),
                      Stage::tr("within %1 px of the gt_box").arg(QString::number(off, 'g', 2)));
}

}  // namespace

QString anchorCard(const Inspection& in, int anchor) {
  const AnchorScene& s = *in.scene;
  const AnchorReport r = reportAnchor(s, in.sampled, anchor);
  const AnchorStage::Place place = s.placeOf(r.anchor);
  const int scales = static_cast<int>(s.config.anchors.scales.size());
  const AssignmentRule& rule = s.config.assignment;
  QString lines = line(Stage::tr("Cell"), QStringLiteral("%1, %2 (%3 %4)")
                                              .arg(place.x)
                                              .arg(place.y)
                                              .arg(Stage::tr("stride"))
                                              .arg(s.levels[static_cast<size_t>(place.level)].stride));
  lines +=
      line(Stage::tr("Shape"), Stage::tr("scale %1, ratio %2: %3 px")
                                   .arg(s.config.anchors.scales[static_cast<size_t>(place.shape % scales)])
                                   .arg(s.config.anchors.ratios[static_cast<size_t>(place.shape / scales)])
                                   .arg(sides(r.box, s.config.convention())));
  lines += line(Stage::tr("IoU"), overlaps(in, r));
  lines += line(Stage::tr("Thresholds"),
                Stage::tr("fg from %1, bg below %2").arg(number(rule.positiveIou), number(rule.negativeIou)));
  lines += line(Stage::tr("Rule"), reasonText(r.reason));
  lines +=
      line(Stage::tr("Label"), r.label == 1   ? Stage::tr("fg, regresses to %1").arg(words::gtLink(in, r.gt))
                               : r.label == 0 ? Stage::tr("bg")
                                              : Stage::tr("ignored"));
  if (r.label >= 0)
    lines += line(Stage::tr("Budget"), r.sampled ? Stage::tr("sampled") : Stage::tr("not sampled this time"));
  if (r.gt >= 0 && r.ious[static_cast<size_t>(r.gt)] > 0) lines += targetLines(s, r);
  return words::card(Stage::tr("Anchor %1").arg(r.anchor), lines);
}

}  // namespace anchor
