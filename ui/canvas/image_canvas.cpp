#include "ui/canvas/image_canvas.h"

#include <QMouseEvent>
#include <QPainter>

#include "ui/canvas/canvas_painters.h"
#include "ui/canvas/outline_writer.h"

namespace anchor {
namespace {
constexpr double handleReach = 6;  // widget pixels
constexpr size_t crowd = 1500;     // boxes that are drawn without words and shadows
}  // namespace

ImageCanvas::ImageCanvas(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("canvas"));
  setAccessibleName(tr("Image canvas"));
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMinimumSize(240, 180);
}

void ImageCanvas::setImage(const QImage& image, bool keepView) {
  m_image = image.convertToFormat(QImage::Format_RGB32);
  m_drag = Drag::None;
  m_selected = 0;
  m_index = BoxIndex(m_boxes, m_image.size());
  composePhoto();
  if (!keepView) fit();
  update();
}

void ImageCanvas::setBoxes(std::vector<CanvasBox> boxes) {
  m_boxes = std::move(boxes);
  m_index = BoxIndex(m_boxes, m_image.size());
  if (boxOf(m_selected) == nullptr) select(0);
  update();
}

void ImageCanvas::setDetections(std::vector<CanvasBox> detections) {
  m_detections = std::move(detections);
  update();
}

void ImageCanvas::setLayers(const CanvasLayers& layers) {
  m_layers = layers;
  update();
}

void ImageCanvas::setOverlay(std::shared_ptr<const CanvasOverlay> overlay) {
  const auto pictures = [](const auto& o) {
    return o ? std::pair(o->picture.cacheKey(), o->heat.cacheKey()) : std::pair<qint64, qint64>(0, 0);
  };
  const bool compose = pictures(m_overlay) != pictures(overlay) || !m_overlay != !overlay;
  m_overlay = std::move(overlay);
  if (m_overlay) setDrawing(false);
  if (compose) composePhoto();
  update();
}

void ImageCanvas::setView(const ViewTransform& view) {
  m_view = view;
  m_fitted = false;
  update();
}

void ImageCanvas::setPlaceholder(const QString& text) {
  m_placeholder = text;
  update();
}

void ImageCanvas::select(int64_t id) {
  if (id == m_selected) return;
  m_selected = id;
  Q_EMIT selectionChanged(id);
  update();
}

void ImageCanvas::setDrawing(bool on) {
  if (on == m_drawing) return;
  m_drawing = on;
  setCursor(on ? Qt::CrossCursor : Qt::ArrowCursor);
  Q_EMIT drawingChanged(on);
  update();
}

void ImageCanvas::fit() {
  m_view.fit(m_image.size(), size());
  m_fitted = true;
  Q_EMIT zoomChanged(m_view.zoom());
  update();
}

void ImageCanvas::showPixels() {
  m_view.setZoom(1, m_image.size(), size());
  m_fitted = false;
  viewChanged();
}

void ImageCanvas::zoomBy(double factor) {
  m_view.zoomAt(QRectF(rect()).center(), factor);
  m_fitted = false;
  viewChanged();
}

void ImageCanvas::viewChanged() {
  Q_EMIT zoomChanged(m_view.zoom());
  Q_EMIT viewMoved(m_view);
  update();
}

const CanvasBox* ImageCanvas::boxOf(int64_t id) const {
  for (const CanvasBox& box : m_boxes)
    if (box.id == id) return &box;
  return nullptr;
}

const CanvasBox* ImageCanvas::boxAt(QPointF image) const {
  const int box = m_index.smallestAt(m_boxes, image);
  return box < 0 ? nullptr : &m_boxes[static_cast<size_t>(box)];
}

void ImageCanvas::composePhoto() {
  m_photo = m_image;
  if (!m_overlay || m_image.isNull()) return;
  // Blended once here, so that panning and zooming still draw one picture.
  QPainter painter(&m_photo);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  for (const QImage* layer : {&m_overlay->picture, &m_overlay->heat})
    if (!layer->isNull()) painter.drawImage(QRectF(m_photo.rect()), *layer, QRectF(layer->rect()));
}

void ImageCanvas::paintPhoto(QPainter& painter) {
  const QRectF visible = QRectF(m_view.toImage(QPointF(0, 0)), m_view.toImage(QPointF(width(), height()))) &
                         QRectF(m_photo.rect());
  if (visible.isEmpty()) return;
  const QRect source = visible.toAlignedRect() & m_photo.rect();
  painter.setRenderHint(QPainter::SmoothPixmapTransform, m_view.zoom() < 1);
  painter.drawImage(m_view.toWidget(QRectF(source)), m_photo, QRectF(source));
}

void ImageCanvas::paintGround(QPainter& painter) {
  painter.fillRect(rect(), palette()
                               .color(QPalette::Window)
                               .darker(palette().color(QPalette::Window).lightness() < 128 ? 140 : 112));
  if (!m_image.isNull()) paintPhoto(painter);
}

void ImageCanvas::paintCrowd(QPainter& painter, const std::vector<const CanvasBox*>& shown) {
  const double ratio = painter.device()->devicePixelRatioF();
  QImage frame(size() * ratio, QImage::Format_RGB32);
  frame.setDevicePixelRatio(ratio);
  {
    QPainter ground(&frame);
    paintGround(ground);
  }
  for (const CanvasBox* box : shown) {
    const QRectF rect = m_view.toWidget(box->rect);
    writeOutline(frame, QRectF(rect.topLeft() * ratio, rect.size() * ratio).toRect(), box->colour.rgb());
  }
  painter.drawImage(QPointF(), frame);
}

void ImageCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (m_image.isNull()) {
    paintGround(painter);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect().adjusted(40, 40, -40, -40), Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
    return;
  }
  const QRectF visible(m_view.toImage(QPointF(0, 0)), m_view.toImage(QPointF(width(), height())));
  std::vector<const CanvasBox*> shown;
  if (m_layers.gtBoxes && !(m_overlay && m_overlay->hideBoxes))
    for (const CanvasBox& box : m_boxes)
      if (box.rect.intersects(visible) && !(m_drag == Drag::Edit && box.id == m_selected))
        shown.push_back(&box);
  if (shown.size() > crowd) {
    paintCrowd(painter, shown);
  } else {
    paintGround(painter);
    for (const CanvasBox* box : shown) paintBox(painter, m_view, *box, box->id == m_selected);
  }
  if (m_layers.detections && !m_overlay)
    for (const CanvasBox& box : m_detections)
      if (box.rect.intersects(visible)) paintBox(painter, m_view, box, false);
  if (m_overlay) {
    paintOverlay(painter, m_view, *m_overlay, visible, m_image.size());
    return;
  }
  if (const CanvasBox* box = boxOf(m_selected); box != nullptr && m_layers.gtBoxes) {
    CanvasBox shown = *box;
    if (m_drag == Drag::Edit) shown.rect = m_live;
    paintBox(painter, m_view, shown, true);
    paintHandles(painter, m_view.toWidget(shown.rect));
  }
  if (m_drag == Drag::Draw)
    paintBox(painter, m_view,
             {0, m_live, palette().color(QPalette::Highlight),
              QStringLiteral("%1 × %2").arg(qRound(m_live.width())).arg(qRound(m_live.height()))},
             true);
  if (m_drawing && m_drag == Drag::None && underMouse()) {
    painter.setPen(QPen(Qt::white, 1, Qt::DotLine));
    painter.drawLine(QPointF(m_last.x(), 0), QPointF(m_last.x(), height()));
    painter.drawLine(QPointF(0, m_last.y()), QPointF(width(), m_last.y()));
  }
}

void ImageCanvas::mousePressEvent(QMouseEvent* event) {
  if (m_image.isNull()) return;
  m_pressed = m_last = event->position();
  const QPointF image = m_view.toImage(m_pressed);
  if (event->button() == Qt::MiddleButton ||
      (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ControlModifier))) {
    m_drag = Drag::Pan;
    setCursor(Qt::ClosedHandCursor);
    return;
  }
  if (event->button() != Qt::LeftButton) return;
  if (m_overlay) return Q_EMIT picked(image);
  if (m_drawing) {
    m_drag = Drag::Draw;
    m_live = QRectF(image, image);
    return;
  }
  if (!m_layers.gtBoxes) return;
  if (const CanvasBox* box = boxOf(m_selected)) {
    m_grip = gripAt(m_view.toWidget(box->rect), m_pressed, handleReach);
    if (m_grip != Grip::None && m_grip != Grip::Inside) {
      m_drag = Drag::Edit;
      m_live = box->rect;
      return;
    }
  }
  const CanvasBox* box = boxAt(image);
  select(box != nullptr ? box->id : 0);
  if (box != nullptr) {
    m_grip = Grip::Inside;
    m_drag = Drag::Edit;
    m_live = box->rect;
  }
}

void ImageCanvas::mouseMoveEvent(QMouseEvent* event) {
  const QPointF at = event->position();
  const QPointF by = at - m_last;
  m_last = at;
  Q_EMIT hovered(m_view.toImage(at));
  switch (m_drag) {
    case Drag::Pan:
      m_view.pan(by);
      m_fitted = false;
      Q_EMIT viewMoved(m_view);
      break;
    case Drag::Draw:
      m_live = QRectF(m_view.toImage(m_pressed), m_view.toImage(at)).normalized() & QRectF(m_image.rect());
      break;
    case Drag::Edit: {
      const CanvasBox* box = boxOf(m_selected);
      if (box == nullptr) break;
      m_live = keptInside(dragged(box->rect, m_grip, (at - m_pressed) / m_view.zoom()), m_image.size(),
                          m_grip == Grip::Inside);
      break;
    }
    case Drag::None:
      updateCursor(at);
      if (m_drawing) update();
      return;
  }
  update();
}

void ImageCanvas::mouseReleaseEvent(QMouseEvent*) {
  const Drag drag = m_drag;
  m_drag = Drag::None;
  if (drag == Drag::Draw) finishDraw();
  if (drag == Drag::Edit) {
    const CanvasBox* box = boxOf(m_selected);
    const bool moved = (m_last - m_pressed).manhattanLength() >= 2;
    if (box != nullptr && moved && m_live != box->rect) {
      if (m_live.width() >= 1 && m_live.height() >= 1)
        Q_EMIT boxChanged(m_selected, m_live);
      else
        Q_EMIT boxRefused();
    }
  }
  updateCursor(m_last);
  update();
}

void ImageCanvas::finishDraw() {
  const QRectF rect = m_live & QRectF(m_image.rect());
  if (rect.width() < 1 || rect.height() < 1) {
    Q_EMIT boxRefused();
    return;
  }
  Q_EMIT boxDrawn(rect);
}

void ImageCanvas::mouseDoubleClickEvent(QMouseEvent* event) { mousePressEvent(event); }

void ImageCanvas::updateCursor(QPointF widget) {
  if (m_overlay) return setCursor(Qt::PointingHandCursor);
  if (m_drawing) return setCursor(Qt::CrossCursor);
  const CanvasBox* box = boxOf(m_selected);
  setCursor(box != nullptr ? cursorOf(gripAt(m_view.toWidget(box->rect), widget, handleReach))
                           : Qt::ArrowCursor);
}

void ImageCanvas::wheelEvent(QWheelEvent* event) {
  if (m_image.isNull()) return;
  m_view.zoomAt(event->position(), std::pow(1.0015, event->angleDelta().y()));
  m_fitted = false;
  viewChanged();
}

void ImageCanvas::resizeEvent(QResizeEvent*) {
  if (m_fitted) fit();
}

void ImageCanvas::keyPressEvent(QKeyEvent* event) {
  const int step = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
  QPointF by;
  switch (event->key()) {
    case Qt::Key_Left:
      by = {double(-step), 0};
      break;
    case Qt::Key_Right:
      by = {double(step), 0};
      break;
    case Qt::Key_Up:
      by = {0, double(-step)};
      break;
    case Qt::Key_Down:
      by = {0, double(step)};
      break;
    case Qt::Key_Escape:
      m_drag = Drag::None;
      setDrawing(false);
      select(0);
      return;
    default:
      return QWidget::keyPressEvent(event);
  }
  if (const CanvasBox* box = boxOf(m_selected)) {
    const QRectF moved = keptInside(box->rect.translated(by), m_image.size(), true);
    if (moved != box->rect) Q_EMIT boxChanged(m_selected, moved);
  }
}

}  // namespace anchor
