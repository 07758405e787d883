// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>
#include <QPointer>
#include <QStringList>

class QMimeData;

namespace anchor {

/// Takes files and folders that are dropped on a window. While they hover, a sheet over the window says what
/// they are and what a drop would do; nothing is written before.
class DropTarget : public QObject {
  Q_OBJECT
 public:
  /// `ready` says whether the window can take something now; `intoProject` whether a project is open.
  DropTarget(QWidget* window, std::function<bool()> ready, std::function<bool()> intoProject);

 Q_SIGNALS:
  void dropped(const QStringList& paths);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  static QStringList pathsOf(const QMimeData* data);
  void show(const QStringList& paths);
  void hide();
  QWidget* m_window;
  std::function<bool()> m_ready, m_intoProject;
  QPointer<QLabel> m_sheet;
};

}  // namespace anchor
