#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QTableWidget>

#include "ui/canvas/anchor_scene.h"
#include "ui/labeling/project_session.h"

namespace anchor {

/// The selected box with its class and flags, and what training makes of the image: anchors, labels, the
/// clicked cell. Numbers come from the scene, which engine/geometry computed.
class InspectorPanel : public QWidget {
  Q_OBJECT
 public:
  InspectorPanel(ProjectSession* session, QWidget* parent);
  void showBox(int64_t id);
  void showScene(std::shared_ptr<const AnchorScene> scene);
  void showCell(const QList<int>& anchors);

 Q_SIGNALS:
  void presetChosen(const QString& name);

 private:
  void refreshBox();
  void refreshClasses();
  void commitBox();
  [[nodiscard]] QString boxFit() const;
  ProjectSession* m_session;
  int64_t m_box = 0;
  std::shared_ptr<const AnchorScene> m_scene;
  QComboBox *m_class, *m_preset;
  QCheckBox *m_difficult, *m_truncated, *m_occluded, *m_crowd;
  QLabel *m_size, *m_fit, *m_sceneText;
  QTableWidget* m_cell;
};

/// The rule that gave an anchor its label, in words.
QString reasonText(LabelReason reason);

}  // namespace anchor
