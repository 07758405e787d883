// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "ui/labelling/box_panel.h"
#include "ui/labelling/class_list.h"
#include "ui/labelling/object_list.h"

namespace anchor {

/// What the Label workspace has beside the image: its objects, the selected box, the classes.
class LabelSide : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  /// The box panel is taken as a child; it leaves a project by itself.
  LabelSide(ProjectSession* session, LabelTools* tools, ImageCanvas* canvas, BoxPanel* box,
            QWidget* parent = nullptr);
  [[nodiscard]] ObjectList* objects() const { return m_objects; }
  [[nodiscard]] ClassList* classes() const { return m_classes; }
  [[nodiscard]] QSize sizeHint() const override;

 private:
  void forgetProject() override;
  ObjectList* m_objects;
  ClassList* m_classes;
};

}  // namespace anchor
