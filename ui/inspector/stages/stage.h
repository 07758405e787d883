// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCoreApplication>
#include <QStringList>
#include <span>

#include "ui/canvas/canvas_overlay.h"
#include "ui/inspector/inspector_state.h"

class QWidget;

namespace anchor {

class StageControls;

struct StageTable {
  QStringList headers;
  struct Row {
    QStringList cells;
    QColor colour;
    Pick pick;  ///< what choosing the row chooses
  };
  std::vector<Row> rows;
};

/// A line of the legend.
struct LegendEntry {
  enum class Shape : uint8_t { Line, Dashes, Dots, Point, Field };
  Shape shape;
  QColor colour;
  QString words;
};

/// One step of the detector as the inspector shows it: words, controls, list, drawing, and what a click
/// picks. Has no state of its own: all of it are pure functions of the inspection and the state.
class Stage {
  Q_DECLARE_TR_FUNCTIONS(Stage)
 public:
  struct Names {
    InspectorView view;
    QString title;       ///< in the stage bar
    QString menuTitle;   ///< with its mnemonic
    QString tip;         ///< without its key
    const char* button;  ///< names of button and action
    const char* action;
    Qt::Key key = Qt::Key_unknown;  ///< beside Alt and the stage's number
  };
  virtual ~Stage() = default;
  [[nodiscard]] virtual Names names() const = 0;
  /// Sliders and switches, made new for each panel.
  [[nodiscard]] virtual StageControls* controls(QWidget* parent) const = 0;
  [[nodiscard]] virtual bool needsNetwork() const { return false; }
  /// The network's input is drawn as a picture.
  [[nodiscard]] virtual bool needsInput() const { return false; }
  /// The anchors of a clicked cell are listed.
  [[nodiscard]] virtual bool showsCell() const { return false; }
  [[nodiscard]] virtual bool hasTable() const { return true; }
  /// Pointing at it brings it to the front.
  [[nodiscard]] virtual bool hovers(Pick::Kind) const { return true; }

  // Stages that need a network say so, and show nothing, until there is one.
  /// A few words for the stage bar: what this stage makes of the image.
  [[nodiscard]] QString counts(const Inspection& in) const;
  /// One or two sentences with the counts of the stage.
  [[nodiscard]] QString facts(const Inspection& in, const InspectorState& state) const;
  /// Objects, proposals, RoIs or detections.
  [[nodiscard]] StageTable table(const Inspection& in, const InspectorState& state) const;
  [[nodiscard]] CanvasOverlay overlay(const Inspection& in, const InspectorState& state) const;
  /// Why the subject is as it is; rich text, empty without one.
  [[nodiscard]] QString card(const Inspection& in, const InspectorState& state) const;
  /// What the colours and lines of the drawing mean.
  [[nodiscard]] std::vector<LegendEntry> legend(const Inspection& in) const;
  /// The id of the box of the object that something belongs to; noObject without one.
  static constexpr int64_t noObject = -1;
  [[nodiscard]] int64_t objectOf(const Inspection& in, const InspectorState& state, const Pick& pick) const;
  /// What lies at a point of the image; `reach`: image pixels that count as near.
  [[nodiscard]] Pick at(const Inspection& in, const InspectorState& state, QPointF image, double reach) const;

 protected:
  Stage() = default;

 private:
  [[nodiscard]] bool lacksNetwork(const Inspection& in) const { return needsNetwork() && !in.hasNetwork; }
  [[nodiscard]] virtual QString countsOf(const Inspection& in) const = 0;
  [[nodiscard]] virtual QString factsOf(const Inspection& in, const InspectorState& state) const = 0;
  [[nodiscard]] virtual StageTable tableOf(const Inspection&, const InspectorState&) const { return {}; }
  virtual void draw(const Inspection& in, const InspectorState& state, CanvasOverlay& out) const = 0;
  [[nodiscard]] virtual QString cardOf(const Inspection&, const InspectorState&) const { return {}; }
  [[nodiscard]] virtual std::vector<LegendEntry> legendOf(const Inspection& in) const = 0;
  /// Of a pick that is no object itself.
  [[nodiscard]] virtual int64_t ownerOf(const Inspection&, const InspectorState&, const Pick&) const {
    return noObject;
  }
  [[nodiscard]] virtual Pick pickAt(const Inspection&, const InspectorState&, QPointF, double) const {
    return {};
  }
};

/// Every stage, in the order of the detector.
std::span<const Stage* const> stages();
/// Null for None.
const Stage* stageOf(InspectorView view);

}  // namespace anchor
