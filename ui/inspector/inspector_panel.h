// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableWidget>

#include "ui/canvas/canvas_overlay.h"
#include "ui/inspector/inspector_model.h"
#include "ui/inspector/inspector_state.h"
#include "ui/inspector/inspector_texts.h"
#include "ui/inspector/setting_sliders.h"
#include "ui/inspector/stage_bar.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// The six views of what the network sees: their sliders, counts, list and card. Draws through
/// overlayChanged; clicks come in through pick().
class InspectorPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  explicit InspectorPanel(QWidget* parent);
  /// Made here, placed by the window over the image.
  [[nodiscard]] StageBar* stages() const { return m_stages; }
  [[nodiscard]] InspectorModel* model() { return &m_model; }
  [[nodiscard]] const InspectorState& state() const { return m_state; }
  void showView(InspectorView view);
  void setMirrored(bool on) { m_mirrored->setChecked(on); }
  /// Takes the rules of the run in the Training panel; an empty name means there is none.
  void setRun(const QString& name, const std::optional<RunConfig>& config);
  /// Why the network of the run says nothing of the image yet; empty: there is none.
  void setNoNetwork(const QString& words);
  /// Puts rules under the sliders that a person accepted elsewhere.
  void setAnchors(const AnchorConfig& anchors);
  [[nodiscard]] const RunConfig& config() const { return m_model.request().config; }
  /// A click on the canvas, in image pixels; `reach`: image pixels that count as near.
  void pick(const QPointF& image, double reach);
  void hover(const QPointF& image);
  void chooseGtOfBox(int64_t boxId);
  void chooseObject(int object);
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

 private:
  void forgetProject() override;
  // inspector_controls.cpp: building.
  QWidget* buildRules();
  void buildControls();
  QWidget* controls(InspectorView view, SettingSliders* sliders, std::initializer_list<QWidget*> others);
  QCheckBox* check(const QString& words, const char* name, const QString& tip, std::function<void(bool)> set);
  QPushButton* drawAgain();
  void chooseRules();
  void applyConfig(const RunConfig& config);
  // inspector_panel.cpp: showing.
  void show();
  void showKept();
  void fill(QTableWidget* table, const InspectorTexts::Table& content, int chosenKey);
  void chooseRow(int key);
  [[nodiscard]] int chosenKey() const;
  [[nodiscard]] int proposalAt(const QPointF& image) const;
  void computeKept();
  InspectorModel m_model;
  InspectorState m_state;
  QCheckBox* m_mirrored = nullptr;
  RunConfig m_base;  ///< before the sliders
  std::optional<RunConfig> m_runConfig, m_keptConfig;
  std::shared_ptr<const Inspection> m_kept;
  StageBar* m_stages;
  QComboBox *m_rules, *m_scaleFilter, *m_ratioFilter, *m_convention, *m_strides;
  QStackedWidget* m_controls;
  std::vector<SettingSliders*> m_sliders;
  QSlider* m_step;
  QLabel *m_stepText, *m_facts, *m_card;
  QTableWidget *m_list, *m_cell;
  QPushButton *m_use, *m_reset, *m_compare;
  bool m_pinned = false, m_filling = false;
};

}  // namespace anchor
