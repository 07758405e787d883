// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse does on the canvas.
#include <QMouseEvent>
#include <QPointingDevice>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/canvas/image_canvas.h"

namespace anchor {
namespace {

constexpr double handleReach = 6;  // widget pixels
constexpr double snapReach = 6;    // widget pixels from the image's edge
constexpr double clickReach = 3;   // widget pixels that a click may wander

/// Edges that come close to the image's edge lie on it.
QRectF snapped(QRectF r, const QSizeF& image, double reach) {
  if (std::abs(r.left()) < reach) r.setLeft(0);
  if (std::abs(r.top()) < reach) r.setTop(0);
  if (std::abs(r.right() - image.width()) < reach) r.setRight(image.width());
  if (std::abs(r.bottom() - image.height()) < reach) r.setBottom(image.height());
  return r;
}

/// Edges that were moved lie on whole pixels; others stay where they were.
QRectF onPixels(const QRectF& r, const QRectF& before) {
  const auto edge = [](double now, double was) { return now == was ? now : std::round(now); };
  return {QPointF(edge(r.left(), before.left()), edge(r.top(), before.top())),
          QPointF(edge(r.right(), before.right()), edge(r.bottom(), before.bottom()))};
}

}  // namespace

bool ImageCanvas::startsPan(const QMouseEvent& event) {
  if (event.button() == Qt::MiddleButton) return true;
  if (event.button() != Qt::LeftButton) return false;
  if (m_spaceHeld) m_spaceSpent = true;
  return m_spaceHeld || event.modifiers().testFlag(Qt::ControlModifier);
}

void ImageCanvas::goTo(QPointF widget) {
  const QPointF wanted = Minimap::imagePoint(widget, m_image.size(), size());
  m_view.pan(QRectF(rect()).center() - m_view.toWidget(wanted));
  m_fitted = false;
  viewChanged();
}

void ImageCanvas::mousePressEvent(QMouseEvent* event) {
  if (m_image.isNull()) return;
  m_last = event->position();
  m_pressedBox = 0;
  if (m_drag == Drag::Draw && m_secondClick && event->button() == Qt::LeftButton) {
    m_live = liveRect(m_last, event->modifiers().testFlag(Qt::AltModifier));
    return finishDraw();
  }
  m_pressed = m_last;
  const QPointF image = m_view.toImage(m_pressed);
  if (startsPan(*event)) {
    m_drag = Drag::Pan;
    setCursor(Qt::ClosedHandCursor);
    return;
  }
  if (event->button() != Qt::LeftButton) return;
  if (minimapShown() && Minimap::place(m_image.size(), size()).contains(m_pressed)) {
    m_drag = Drag::Map;
    return goTo(m_pressed);
  }
  if (m_overlay) return Q_EMIT picked(image);
  if (m_drawing) {
    m_drag = Drag::Draw;
    m_live = QRectF(image, image);
    return;
  }
  if (!m_layers.gtBoxes) return;
  pressSelect(image, event->modifiers().testFlag(Qt::ShiftModifier));
}

void ImageCanvas::pressSelect(QPointF image, bool add) {
  const auto& own = movable();
  if (own.size() == 1 && !add) {
    m_grip = gripAt(m_view.toWidget(own.front()->rect), m_pressed, handleReach);
    if (m_grip != Grip::None && m_grip != Grip::Inside) {
      m_drag = Drag::Edit;
      m_live = own.front()->rect;
      return;
    }
  }
  const int prediction = m_predictionIndex.smallestAt(m_predictions, image);
  const CanvasBox* box = boxAt(image);
  if (prediction >= 0 && box == nullptr && !add) {
    select(0);
    return selectPrediction(m_predictions[static_cast<size_t>(prediction)].id);
  }
  selectPrediction(0);
  if (box == nullptr) {
    if (!add) select(0);
    m_drag = Drag::Band;
    m_live = QRectF(image, image);
    return;
  }
  if (add) {
    std::vector<int64_t> ids = m_selection;
    if (isSelected(box->id))
      std::erase(ids, box->id);
    else
      ids.push_back(box->id);
    return changeSelection(std::move(ids));
  }
  // A press on one of several selected boxes moves them all, and selects it alone when nothing was moved; on
  // any other it selects that one.
  if (!isSelected(box->id))
    select(box->id);
  else if (m_selection.size() > 1)
    m_pressedBox = box->id;
  const auto& moved = movable();
  if (moved.empty()) return;
  m_grip = Grip::Inside;
  m_drag = Drag::Edit;
  m_live = moved.back()->rect;
}

QRectF ImageCanvas::liveRect(QPointF widget, bool free) const {
  const QRectF image(QPointF(0, 0), QSizeF(m_image.size()));
  const double reach = snapReach / m_view.zoom();
  if (m_drag == Drag::Draw) {
    const QRectF drawn = QRectF(m_view.toImage(m_pressed), m_view.toImage(widget)).normalized() & image;
    return free ? drawn : onPixels(snapped(drawn, image.size(), reach), {}) & image;
  }
  const auto& own = movable();
  if (own.empty()) return m_live;
  const QRectF before = own.back()->rect;
  QPointF by = (widget - m_pressed) / m_view.zoom();
  if (m_grip == Grip::Inside) {
    if (!free) by = QPointF(std::round(by.x()), std::round(by.y()));
    QRectF all = before;
    for (const CanvasBox* box : own) all |= box->rect;
    const QPointF way = keptInside(all.translated(by), image.size(), true).topLeft() - all.topLeft();
    return before.translated(way);
  }
  const QRectF shaped = keptInside(dragged(before, m_grip, by), image.size(), false);
  return free ? shaped : onPixels(snapped(shaped, image.size(), reach), before) & image;
}

void ImageCanvas::mouseMoveEvent(QMouseEvent* event) {
  const QPointF at = event->position();
  const QPointF by = at - m_last;
  m_last = at;
  Q_EMIT hovered(m_view.toImage(at));
  const bool free = event->modifiers().testFlag(Qt::AltModifier);
  switch (m_drag) {
    case Drag::Pan:
      m_view.pan(by);
      m_fitted = false;
      Q_EMIT viewMoved(m_view);
      break;
    case Drag::Map:
      return goTo(at);
    case Drag::Draw:
    case Drag::Edit:
      m_live = liveRect(at, free);
      break;
    case Drag::Band:
      m_live = QRectF(m_view.toImage(m_pressed), m_view.toImage(at)).normalized();
      break;
    case Drag::None:
      updateCursor(at);
      if (m_drawing) update();
      return;
  }
  update();
}

void ImageCanvas::mouseReleaseEvent(QMouseEvent* event) {
  const double wandered = (event->position() - m_pressed).manhattanLength();
  switch (m_drag) {
    case Drag::Draw:
      if (m_secondClick) return;
      if (wandered <= clickReach && nearImage(m_pressed)) {
        m_secondClick = true;  // a click sets the first corner
        return update();
      }
      finishDraw();
      break;
    case Drag::Edit:
      if (wandered >= 2) finishEdit();
      m_drag = Drag::None;
      break;
    case Drag::Band:
      m_drag = Drag::None;
      if (wandered > clickReach) finishBand();
      break;
    case Drag::Pan:
    case Drag::Map:
    case Drag::None:
      m_drag = Drag::None;
      break;
  }
  if (m_pressedBox != 0 && wandered < 2) select(std::exchange(m_pressedBox, 0));
  updateCursor(m_last);
  update();
}

bool ImageCanvas::nearImage(QPointF widget) const {
  // A corner on the image's edge is often clicked a little beside it.
  constexpr double beside = 12;
  return m_view.toWidget(QRectF(m_image.rect())).adjusted(-beside, -beside, beside, beside).contains(widget);
}

void ImageCanvas::finishDraw() {
  m_drag = Drag::None;
  m_secondClick = false;
  const QRectF rect = m_live & QRectF(m_image.rect());
  update();
  if (rect.width() < 1 || rect.height() < 1) return Q_EMIT boxRefused();
  Q_EMIT boxDrawn(rect);
  if (m_drawOnce) setDrawing(false);
}

void ImageCanvas::finishEdit() {
  const auto& own = movable();
  if (own.empty() || m_live == own.back()->rect) return;
  if (m_grip == Grip::Inside && own.size() > 1) {
    std::vector<int64_t> ids;
    for (const CanvasBox* box : own) ids.push_back(box->id);
    return Q_EMIT boxesMoved(ids, m_live.topLeft() - own.back()->rect.topLeft());
  }
  if (m_live.width() < 1 || m_live.height() < 1) return Q_EMIT boxRefused();
  Q_EMIT boxChanged(own.back()->id, m_live);
}

void ImageCanvas::finishBand() {
  std::vector<int64_t> ids = m_selection;
  for (const CanvasBox& box : m_boxes)
    if (m_live.contains(box.rect) && !isSelected(box.id)) ids.push_back(box.id);
  changeSelection(std::move(ids));
}

void ImageCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  mousePressEvent(event);
  // The press selected the box, or would move it: a second click so soon means the box itself.
  if (m_drag != Drag::Edit || m_grip != Grip::Inside || m_selection.size() != 1) return;
  m_drag = Drag::None;
  update();
  Q_EMIT boxOpened(selected());
}

void ImageCanvas::updateCursor(QPointF widget) {
  if (m_spaceHeld) return setCursor(Qt::OpenHandCursor);
  if (minimapShown() && Minimap::place(m_image.size(), size()).contains(widget))
    return setCursor(Qt::PointingHandCursor);
  if (m_overlay) return setCursor(Qt::PointingHandCursor);
  if (m_drawing) return setCursor(Qt::CrossCursor);
  const auto& own = movable();
  setCursor(own.size() == 1 ? cursorOf(gripAt(m_view.toWidget(own.front()->rect), widget, handleReach))
                            : Qt::ArrowCursor);
}

void ImageCanvas::wheelEvent(QWheelEvent* event) {
  if (m_image.isNull()) return;
  // Two fingers on a touchpad move the picture, with Ctrl they zoom like a wheel. X11 gives a wheel's steps
  // in pixels too: only the device, or the phases of a gesture, tell them apart.
  const bool fingers = event->phase() != Qt::NoScrollPhase ||
                       (event->pointingDevice() != nullptr &&
                        event->pointingDevice()->type() == QInputDevice::DeviceType::TouchPad);
  if (fingers && !event->pixelDelta().isNull() && !event->modifiers().testFlag(Qt::ControlModifier)) {
    m_view.pan(event->pixelDelta());
    m_fitted = false;
    return viewChanged();
  }
  m_view.zoomAt(event->position(), std::pow(1.0015, event->angleDelta().y()));
  m_fitted = false;
  viewChanged();
}

void ImageCanvas::resizeEvent(QResizeEvent*) {
  if (m_fitted) fit();
}

void ImageCanvas::nudge(QPointF by) {
  const auto& own = movable();
  if (own.empty()) return;
  QRectF all = own.front()->rect;
  for (const CanvasBox* box : own) all |= box->rect;
  const QPointF way = keptInside(all.translated(by), m_image.size(), true).topLeft() - all.topLeft();
  if (way.isNull()) return;
  if (own.size() == 1) return Q_EMIT boxChanged(own.front()->id, own.front()->rect.translated(way));
  std::vector<int64_t> ids;
  for (const CanvasBox* box : own) ids.push_back(box->id);
  Q_EMIT boxesMoved(ids, way);
}

void ImageCanvas::takeProposal() {
  if (!m_editable) return;
  if (const QRectF* proposal = proposalAt(m_view.toImage(m_last)))
    Q_EMIT proposalTaken(*proposal & QRectF(m_image.rect()));
}

}  // namespace anchor
