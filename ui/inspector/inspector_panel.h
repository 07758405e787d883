// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableWidget>
#include <map>

#include "ui/canvas/canvas_overlay.h"
#include "ui/inspector/inspector_model.h"
#include "ui/inspector/inspector_state.h"
#include "ui/inspector/stage_bar.h"
#include "ui/inspector/stage_legend.h"
#include "ui/inspector/stages/stage.h"
#include "ui/inspector/stages/stage_controls.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Shows one stage of what the network sees: its controls, facts, list and card. Draws through
/// overlayChanged; clicks come in through pick().
class InspectorPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  explicit InspectorPanel(QWidget* parent);
  /// Made here, placed by the window over the image.
  [[nodiscard]] StageBar* stages() const { return m_stages; }
  [[nodiscard]] StageLegend* legend() const { return m_legend; }
  [[nodiscard]] InspectorModel* model() { return &m_model; }
  [[nodiscard]] const InspectorState& state() const { return m_state; }
  void showView(InspectorView view);
  /// Takes the rules of the run in the Training panel; an empty name means there is none.
  void setRun(const QString& name, const std::optional<RunConfig>& config);
  /// Why the network of the run says nothing of the image yet; empty: there is none.
  void setNoNetwork(const QString& words);
  /// Puts rules under the sliders that a person accepted elsewhere.
  void setAnchors(const AnchorConfig& anchors);
  [[nodiscard]] const RunConfig& config() const { return m_model.request().config; }
  /// A click on the canvas, in image pixels; `reach`: image pixels that count as near.
  void pick(const QPointF& image, double reach);
  void hover(const QPointF& image, double reach);
  void choose(const Pick& pick);
  void chooseGtOfBox(int64_t boxId) { choose({Pick::Kind::Object, boxId}); }
  /// The object at this place among those that the network's autopsy lists, once it is there.
  void chooseObject(int object);
  /// The image as the network sees half of the images in training.
  void setMirrored(bool mirrored);
  [[nodiscard]] bool comparing() const { return m_compare->isChecked(); }
  /// The settings kept for comparison and what they make of the image; null without.
  [[nodiscard]] std::shared_ptr<const Inspection> kept() const { return m_kept; }

 Q_SIGNALS:
  void viewChanged(anchor::InspectorView view);
  /// Null: no view is shown.
  void overlayChanged(std::shared_ptr<const anchor::CanvasOverlay> overlay);
  void comparisonChanged(std::shared_ptr<const anchor::CanvasOverlay> overlay, const QString& words);
  void configChanged();
  void useInNextRun(const anchor::RunConfig& config);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void forgetProject() override;
  // inspector_controls.cpp: building.
  QWidget* buildRules();
  void buildControls();
  void chooseRules();
  void applyConfig(const RunConfig& config);
  // inspector_panel.cpp: showing.
  void show();
  /// Only what choosing and pointing change.
  void showFront();
  void pointAt(const Pick& pick, bool inList);
  void markRow(QTableWidget* table);
  [[nodiscard]] static Pick pickOf(const QTableWidget* table, int row);
  void showKept();
  void fill(QTableWidget* table, const StageTable& content);
  void chooseWanted();
  void keepObject(InspectorView next);
  void dropAway();
  void computeKept();
  InspectorModel m_model;
  InspectorState m_state;
  RunConfig m_base;  ///< before the sliders
  std::optional<RunConfig> m_runConfig, m_keptConfig;
  std::shared_ptr<const Inspection> m_kept;
  StageBar* m_stages;
  StageLegend* m_legend;
  QComboBox* m_rules;
  QStackedWidget* m_controls;
  QWidget* m_noControls;  ///< while no stage is shown
  std::map<InspectorView, StageControls*> m_pages;
  QLabel *m_facts, *m_card;
  QTableWidget *m_list, *m_cell;
  QPushButton *m_use, *m_reset, *m_compare;
  qint64 m_image = 0;  ///< that was inspected last
  int m_wanted = -1;   ///< an object of the autopsy that is not computed yet
  bool m_filling = false;
  bool m_pointedInList = false;  ///< then the card stays: it would move the list under the pointer
};

}  // namespace anchor
