// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/wheel_guard.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QScrollBar>

namespace anchor {
namespace {

/// The field whose value the wheel would change; null: it is none.
QWidget* field(QObject* object) {
  if (qobject_cast<QComboBox*>(object) == nullptr && qobject_cast<QAbstractSpinBox*>(object) == nullptr &&
      (qobject_cast<QAbstractSlider*>(object) == nullptr || qobject_cast<QScrollBar*>(object) != nullptr))
    return nullptr;
  return qobject_cast<QWidget*>(object);
}

/// Qt gives the focus before it delivers the wheel.
void keepFocusFromWheel(QWidget* field) {
  if (field != nullptr && field->focusPolicy() == Qt::WheelFocus) field->setFocusPolicy(Qt::StrongFocus);
}

}  // namespace

void WheelGuard::install() {
  static const bool once = [] {
    qApp->installEventFilter(new WheelGuard(qApp));
    // Some fields were made, and polished, before.
    for (QWidget* widget : QApplication::allWidgets()) keepFocusFromWheel(field(widget));
    return true;
  }();
  Q_UNUSED(once)
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::Wheel && event->type() != QEvent::Polish) return false;
  QWidget* own = field(watched);
  if (own == nullptr) return false;
  if (event->type() == QEvent::Polish) {
    keepFocusFromWheel(own);
    return false;
  }
  if (own->hasFocus()) return false;
  event->ignore();  // goes on to what it stands in
  return true;
}

}  // namespace anchor
