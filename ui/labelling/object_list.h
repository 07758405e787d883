// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include "ui/labelling/label_tools.h"
#include "ui/labelling/object_model.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// The boxes of the current image as a table, its selection in step with the canvas.
class ObjectList : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  ObjectList(ProjectSession* session, LabelTools* tools, ImageCanvas* canvas, QWidget* parent);
  void showScene(const std::shared_ptr<const AnchorScene>& scene) { m_model->setScene(scene); }

 Q_SIGNALS:
  /// A menu for the selected boxes, at a place of the screen.
  void menuWanted(const QPoint& global);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void forgetProject() override;
  void buildTable();
  void fitColumns();
  void refresh();
  /// The canvas' selection, shown in the table.
  void followCanvas();
  /// The table's selection, shown on the canvas.
  void tellCanvas();
  void toggle(const QModelIndex& cell);
  void updateWords();
  ProjectSession* m_session;
  LabelTools* m_tools;
  ImageCanvas* m_canvas;
  ObjectModel* m_model;
  QTableView* m_table;
  QStackedWidget* m_pages;
  QLabel *m_count, *m_empty;
  QToolButton* m_showAll;
  bool m_following = false;  ///< the selection in the table is being set, not chosen by hand
};

}  // namespace anchor
