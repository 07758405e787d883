// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/stages/stage.h"

#include <algorithm>

#include "ui/inspector/stages/anchors_stage.h"
#include "ui/inspector/stages/assignment_stage.h"
#include "ui/inspector/stages/detections_stage.h"
#include "ui/inspector/stages/input_stage.h"
#include "ui/inspector/stages/proposals_stage.h"
#include "ui/inspector/stages/rois_stage.h"

namespace anchor {

QString Stage::counts(const Inspection& in) const {
  return lacksNetwork(in) ? tr("no network yet") : countsOf(in);
}

QString Stage::facts(const Inspection& in, const InspectorState& state) const {
  if (!lacksNetwork(in)) return factsOf(in, state);
  return state.noNetwork.isEmpty()
             ? tr("This view needs a trained network: choose a run above, or train one (Ctrl+T).")
             : state.noNetwork;
}

StageTable Stage::table(const Inspection& in, const InspectorState& state) const {
  return lacksNetwork(in) ? StageTable{} : tableOf(in, state);
}

CanvasOverlay Stage::overlay(const Inspection& in, const InspectorState& state) const {
  CanvasOverlay out;
  if (!lacksNetwork(in)) draw(in, state, out);
  return out;
}

QString Stage::card(const Inspection& in, const InspectorState& state) const {
  return lacksNetwork(in) ? QString() : cardOf(in, state);
}

std::vector<LegendEntry> Stage::legend(const Inspection& in) const {
  return lacksNetwork(in) ? std::vector<LegendEntry>{} : legendOf(in);
}

int64_t Stage::objectOf(const Inspection& in, const InspectorState& state, const Pick& pick) const {
  if (pick.kind == Pick::Kind::Object) return pick.index;
  return !pick || lacksNetwork(in) ? noObject : ownerOf(in, state, pick);
}

Pick Stage::at(const Inspection& in, const InspectorState& state, QPointF image, double reach) const {
  return lacksNetwork(in) ? Pick{} : pickAt(in, state, image, reach);
}

std::span<const Stage* const> stages() {
  static const InputStage input;
  static const AnchorsStage anchors;
  static const AssignmentStage assignment;
  static const ProposalsStage proposals;
  static const RoisStage rois;
  static const DetectionsStage detections;
  static const Stage* const all[] = {&input, &anchors, &assignment, &proposals, &rois, &detections};
  return all;
}

const Stage* stageOf(InspectorView view) {
  const auto all = stages();
  const auto at = std::ranges::find_if(all, [&](const Stage* s) { return s->names().view == view; });
  return at == all.end() ? nullptr : *at;
}

}  // namespace anchor
