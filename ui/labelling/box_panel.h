// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <functional>

#include "ui/canvas/anchor_scene.h"
#include "ui/labelling/project_session.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// The selected box with its class and flags, and how the anchors fit it.
class BoxPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  BoxPanel(ProjectSession* session, QWidget* parent);
  void showBox(int64_t id);
  /// All boxes that are selected, asked whenever one is shown or changed: class and flags are set for all.
  void setSelection(std::function<std::vector<int64_t>()> selection) { m_selection = std::move(selection); }
  void showScene(std::shared_ptr<const AnchorScene> scene);

 Q_SIGNALS:
  /// For whatever else says what the anchors make of the boxes.
  void sceneShown(const std::shared_ptr<const AnchorScene>& scene);

 private:
  void forgetProject() override;
  void refreshBox();
  void refreshClasses();
  [[nodiscard]] std::vector<LabelBox> chosen() const;
  void commit(const std::function<void(LabelBox&)>& change);
  void showPlace(const std::vector<LabelBox>& boxes);
  void refreshAttributes();
  void setAttribute(const std::string& name, const QString& value);
  QWidget* attributeEditor(const AttributeRule& rule, const QString& value);
  [[nodiscard]] QString boxFit() const;
  /// Where the box came from, and when it was made and changed.
  [[nodiscard]] QString source(const LabelBox& box) const;
  ProjectSession* m_session;
  std::function<std::vector<int64_t>()> m_selection;
  int64_t m_box = 0;
  std::shared_ptr<const AnchorScene> m_scene;
  QComboBox* m_class;
  QCheckBox *m_difficult, *m_truncated, *m_occluded, *m_crowd;
  QLabel *m_size, *m_fit, *m_origin;
  QWidget* m_attributes;
  QFormLayout* m_attributeForm;
  QPushButton* m_history;
  QString m_attributesShown;  ///< of which box and values, so that typing is not interrupted
};

}  // namespace anchor
