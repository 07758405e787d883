// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/inspector/stages/stage.h"

namespace anchor {

/// What is found, and where missed objects were lost.
class DetectionsStage : public Stage {
 public:
  [[nodiscard]] Names names() const override;
  [[nodiscard]] StageControls* controls(QWidget* parent) const override;
  [[nodiscard]] bool needsNetwork() const override { return true; }

 private:
  [[nodiscard]] QString countsOf(const Inspection& in) const override;
  [[nodiscard]] QString factsOf(const Inspection& in, const InspectorState& state) const override;
  [[nodiscard]] StageTable tableOf(const Inspection& in, const InspectorState& state) const override;
  [[nodiscard]] std::vector<LegendEntry> legendOf(const Inspection& in) const override;
  [[nodiscard]] int64_t ownerOf(const Inspection& in, const InspectorState& state,
                                const Pick& pick) const override;
  void draw(const Inspection& in, const InspectorState& state, CanvasOverlay& out) const override;
  [[nodiscard]] QString cardOf(const Inspection& in, const InspectorState& state) const override;
  [[nodiscard]] Pick pickAt(const Inspection& in, const InspectorState& state, QPointF image,
                            double reach) const override;
};

}  // namespace anchor
