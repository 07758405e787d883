// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>
#include <functional>

#include "ui/inspector/inspector_state.h"
#include "ui/inspector/setting_sliders.h"

namespace anchor {

/// The page of a stage above its list: sliders of the configuration, and what is shown of the image.
class StageControls : public QWidget {
  Q_OBJECT
 public:
  explicit StageControls(QWidget* parent, const std::vector<SettingSpec>& settings = {});
  /// Shows the values that hold now.
  virtual void showRequest(const InspectionRequest& request);
  /// Back to showing everything.
  virtual void forgetProject() {}

  // Building.
  void addRow(std::initializer_list<QWidget*> widgets);
  QCheckBox* check(const QString& words, const char* name, const QString& tip);
  /// Another sample, as training draws one at every step.
  QPushButton* drawAgain();
  [[nodiscard]] SettingSliders* sliders() { return m_sliders; }

 Q_SIGNALS:
  void configChanged(const anchor::RunConfig& config);
  void requestChanged(const std::function<void(anchor::InspectionRequest&)>& change);
  void stateChanged(const std::function<void(anchor::InspectorState&)>& change);

 protected:
  QVBoxLayout* m_column;

 private:
  SettingSliders* m_sliders;
};

}  // namespace anchor
