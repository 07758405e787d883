// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/on_screen.h"

#include <QEvent>
#include <QScreen>
#include <QWidget>

namespace anchor {

bool OnScreen::eventFilter(QObject* receiver, QEvent* event) {
  if (event->type() == QEvent::Show && receiver->isWidgetType()) {
    auto* window = static_cast<QWidget*>(receiver);
    // The window manager's title bar and borders are not known before it has drawn them.
    constexpr QSize frame(12, 44);
    if (window->windowType() == Qt::Dialog)
      window->resize(window->size().boundedTo(window->screen()->availableGeometry().size() - frame));
  }
  return QObject::eventFilter(receiver, event);
}

}  // namespace anchor
