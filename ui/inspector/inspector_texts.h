// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCoreApplication>
#include <QStringList>

#include "ui/inspector/inspector_state.h"

namespace anchor {

/// Words and numbers of the views; every number is one of the inspection's.
class InspectorTexts {
  Q_DECLARE_TR_FUNCTIONS(InspectorTexts)
 public:
  struct Table {
    QStringList headers;
    struct Row {
      QStringList cells;
      QColor colour;
      int key = -1;  ///< what choosing the row chooses: gt, anchor, roi, detection
    };
    std::vector<Row> rows;
  };
  /// One or two sentences with the counts of the view.
  static QString facts(const Inspection& in, const InspectorState& state);
  /// A few words for the stage bar: what this stage makes of the image.
  static QString counts(const Inspection& in, InspectorView view);
  /// The list of the view: objects, proposals, rois or detections.
  static Table list(const Inspection& in, const InspectorState& state);
  /// The anchors of the chosen cell.
  static Table cell(const Inspection& in, const InspectorState& state);
  /// Why the chosen thing is as it is; rich text, empty when nothing is chosen.
  static QString card(const Inspection& in, const InspectorState& state);
};

/// The rule that gave an anchor its label, in words.
QString reasonText(LabelReason reason);
/// The stage that lost an object, in words.
QString lostText(LostAt stage);
QString errorText(TideError error);

}  // namespace anchor
