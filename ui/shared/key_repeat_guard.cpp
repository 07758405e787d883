// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/key_repeat_guard.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QShortcut>

namespace anchor {

void KeyRepeatGuard::install() {
  static const bool once = [] {
    if (QGuiApplication::platformName() == QLatin1String("xcb"))
      qApp->installEventFilter(new KeyRepeatGuard(qApp));
    return true;
  }();
  Q_UNUSED(once)
}

bool KeyRepeatGuard::eventFilter(QObject* watched, QEvent* event) {
  // No hand lets go of a key and presses it again within so many milliseconds; the two of a repeat have one
  // time.
  constexpr quint64 byHand = 10;
  switch (event->type()) {
    case QEvent::KeyRelease: {
      const auto* key = static_cast<QKeyEvent*>(event);
      if (key->isAutoRepeat()) return false;
      m_key = key->keyCombination();
      m_released = key->timestamp();
      return false;
    }
    case QEvent::ShortcutOverride: {
      const auto* key = static_cast<QKeyEvent*>(event);
      m_repeating = key->keyCombination() == m_key && key->timestamp() - m_released < byHand;
      return false;
    }
    case QEvent::Shortcut: {
      if (!m_repeating) return false;
      const auto* action = qobject_cast<QAction*>(watched);
      const auto* shortcut = qobject_cast<QShortcut*>(watched);
      return (action != nullptr && !action->autoRepeat()) || (shortcut != nullptr && !shortcut->autoRepeat());
    }
    default:
      return false;
  }
}

}  // namespace anchor
