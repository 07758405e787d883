// SPDX-License-Identifier: GPL-3.0-or-later
// What keys do on the canvas, and its context menu.
#include <QAction>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QTimer>

#include "ui/canvas/image_canvas.h"

namespace anchor {

QAction* ImageCanvas::spaceAction() const {
  for (QAction* action : actions())
    if (action->isEnabled() && action->shortcuts().contains(QKeySequence(Qt::Key_Space))) return action;
  return nullptr;
}

bool ImageCanvas::event(QEvent* event) {
  // The space bar's action waits for its release: held, the bar pans. Where it belongs to an action of the
  // whole window, it stays that one's.
  if (event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier && spaceAction() != nullptr) {
      event->accept();
      return true;
    }
  }
  return QWidget::event(event);
}

void ImageCanvas::pressSpace(const QKeyEvent& event) {
  if (event.isAutoRepeat() || m_spaceHeld) return;
  // X11 does not mark every repeat: no hand lets go and presses again this soon (see KeyRepeatGuard). Such a
  // press goes on with what the one before began.
  constexpr quint64 byHand = 10;
  const bool repeat = m_spaceReleased != 0 && event.timestamp() - m_spaceReleased < byHand;
  if (!repeat) m_spaceSpent = false;
  m_spaceHeld = true;
  updateCursor(m_last);
}

void ImageCanvas::keyReleaseEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Space || event->isAutoRepeat() || !m_spaceHeld)
    return QWidget::keyReleaseEvent(event);
  m_spaceHeld = false;
  m_spaceReleased = event->timestamp();
  updateCursor(m_last);
  if (m_spaceSpent) return;
  const auto tap = [this, released = m_spaceReleased] {
    QAction* action = spaceAction();
    if (!m_spaceHeld && m_spaceReleased == released && action != nullptr) action->trigger();
  };
  // On X11 the press that shows this release to be a repeat's may still be on its way.
  constexpr int onItsWay = 30;
  if (QGuiApplication::platformName() == QLatin1String("xcb"))
    QTimer::singleShot(onItsWay, this, tap);
  else
    tap();
}

void ImageCanvas::focusOutEvent(QFocusEvent* event) {
  m_spaceHeld = false;
  QWidget::focusOutEvent(event);
}

void ImageCanvas::keyPressEvent(QKeyEvent* event) {
  const int step = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
  switch (event->key()) {
    case Qt::Key_Left:
      return nudge({double(-step), 0});
    case Qt::Key_Right:
      return nudge({double(step), 0});
    case Qt::Key_Up:
      return nudge({0, double(-step)});
    case Qt::Key_Down:
      return nudge({0, double(step)});
    case Qt::Key_Escape:
      return stepBack();
    case Qt::Key_Space:
      if (event->modifiers() == Qt::NoModifier) return pressSpace(*event);
      break;
    default:
      break;
  }
  QWidget::keyPressEvent(event);
}

void ImageCanvas::contextMenuEvent(QContextMenuEvent* event) {
  if (m_image.isNull() || m_drag != Drag::None) return;
  const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
  if (m_overlay || !m_layers.gtBoxes) {
    select(0);
    selectPrediction(0);
    return Q_EMIT menuWanted(event->globalPos(), 0);
  }
  if (byKey) {
    const CanvasBox* box = boxOf(selected());
    const QPointF place = box == nullptr ? QRectF(rect()).center() : m_view.toWidget(box->rect).center();
    return Q_EMIT menuWanted(mapToGlobal(place.toPoint()), selected());
  }
  const QPointF image = m_view.toImage(event->pos());
  const CanvasBox* box = boxAt(image);
  const int prediction = box == nullptr ? m_predictionIndex.smallestAt(m_predictions, image) : -1;
  selectPrediction(prediction < 0 ? 0 : m_predictions[static_cast<size_t>(prediction)].id);
  if (box == nullptr)
    select(0);
  else if (!isSelected(box->id))
    select(box->id);
  Q_EMIT menuWanted(event->globalPos(), box == nullptr ? 0 : box->id);
}

}  // namespace anchor
