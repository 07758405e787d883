// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAction>
#include <QWidget>

namespace anchor {

/// The column of tools at the left edge of Label: menu actions as icons. Null starts a new group.
class ToolStrip : public QWidget {
  Q_OBJECT
 public:
  ToolStrip(const QList<QAction*>& actions, QWidget* parent);
};

}  // namespace anchor
