// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include "ui/inspector/inspection.h"

namespace anchor {

/// One thing that a stage shows: what a row, a box on the image or a card is about.
struct Pick {
  enum class Kind : uint8_t { None, Object, Anchor, Roi, Detection };
  Kind kind = Kind::None;
  int64_t index =
      -1;  ///< Object: the id of its box. Anchor: its number; in Proposals what the RPN makes of it
  explicit operator bool() const { return kind != Kind::None; }
  bool operator==(const Pick&) const = default;
  /// -1 when it is of another kind.
  [[nodiscard]] int as(Kind wanted) const { return kind == wanted ? static_cast<int>(index) : -1; }
};

/// What the person looks at in a stage.
struct InspectorState {
  InspectorView view = InspectorView::None;
  AnchorFilter filter;
  ProposalStep step = ProposalStep::Final;
  int most = 100;            ///< proposals outlined, best first
  bool sampledOnly = false;  ///< Assignment: only what the budget drew
  Pick chosen, hovered;
  QString noNetwork;  ///< why a network that is chosen says nothing; empty: none is chosen
  /// What is drawn in front and told in the card.
  [[nodiscard]] const Pick& subject() const { return chosen ? chosen : hovered; }
};

}  // namespace anchor
