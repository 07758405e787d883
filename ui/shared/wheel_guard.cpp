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

}  // namespace

void WheelGuard::install() {
  static const bool once = [] {
    qApp->installEventFilter(new WheelGuard(qApp));
    return true;
  }();
  Q_UNUSED(once)
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::Wheel && event->type() != QEvent::Polish) return false;
  QWidget* own = field(watched);
  if (own == nullptr) return false;
  if (event->type() == QEvent::Polish) {
    // Qt gives the focus before it delivers the wheel.
    if (own->focusPolicy() == Qt::WheelFocus) own->setFocusPolicy(Qt::StrongFocus);
    return false;
  }
  if (own->hasFocus()) return false;
  event->ignore();  // goes on to what it stands in
  return true;
}

}  // namespace anchor
