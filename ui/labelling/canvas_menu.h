// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAction>
#include <QMenu>
#include <functional>

#include "ui/labelling/label_tools.h"

namespace anchor {

/// The menus of what lies under the cursor: a box, a prediction, or the image. Built from the window's
/// actions, so that names, keys and effects are those of the menu bar.
class CanvasMenu : public QObject {
  Q_OBJECT
 public:
  /// Null for a name that the window lacks; its entry is left out.
  using Lookup = std::function<QAction*(const QString& name)>;
  CanvasMenu(ProjectSession* session, LabelTools* tools, ImageCanvas* canvas, Lookup lookup, QWidget* window);
  /// `box`: the box under the cursor, 0 on anything else.
  void show(const QPoint& global, qint64 box);
  void showForBoxes(const QPoint& global);

 private:
  QMenu* open();
  void add(QMenu* menu, const char* name, const QString& words = {});
  void addFlags(QMenu* menu);
  void fillForPrediction(QMenu* menu);
  void fillForImage(QMenu* menu);
  void addPath(QMenu* menu);
  ProjectSession* m_session;
  LabelTools* m_tools;
  ImageCanvas* m_canvas;
  Lookup m_lookup;
  QWidget* m_window;
};

}  // namespace anchor
