// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPoint>
#include <QString>

#include "ui/inspector/inspection.h"

namespace anchor {

/// What the person looks at in a view. Indices are -1 when nothing is chosen.
struct InspectorState {
  InspectorView view = InspectorView::None;
  AnchorFilter filter;
  ProposalStep step = ProposalStep::Final;
  int most = 100;            ///< proposals outlined, best first
  bool sampledOnly = false;  ///< Assignment: only what the budget drew
  QPoint cell{-1, -1};       ///< of the finest level
  int anchor = -1;           ///< Assignment, and the proposal of this anchor
  int gt = -1;               ///< index in the stage's gts
  int roi = -1;              ///< position in the roi sample
  int detection = -1;        ///< position in the detections
  int object = -1;           ///< Detections: position in the autopsy's objects
  QString noNetwork;         ///< why a network that is chosen says nothing; empty: none is chosen
};

}  // namespace anchor
