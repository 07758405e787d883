// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/image_canvas.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anchor {

ImageCanvas::ImageCanvas(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("canvas"));
  setAccessibleName(tr("Image canvas"));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setMinimumSize(240, 180);
  setAttribute(Qt::WA_OpaquePaintEvent);
}

void ImageCanvas::setImage(const QImage& image, bool keepView) {
  const QSize before = m_lastSize;
  if (!image.isNull()) m_lastSize = image.size();
  m_image = image.convertToFormat(QImage::Format_RGB32);
  m_drag = Drag::None;
  m_secondClick = false;
  m_index = BoxIndex(m_boxes, m_image.size());
  m_crowd = BoxCrowd(m_boxes, m_image.size());
  m_predictionIndex = BoxIndex(m_predictions, m_image.size());
  composePhoto();
  if (!keepView) {
    if (m_keepZoom && !m_fitted)
      this->keepView(before);
    else
      fit();
  }
  update();
}

void ImageCanvas::keepView(QSize before) {
  if (m_image.isNull() || before.isEmpty() || before == m_image.size()) return;
  // The same part of the image, in the middle as it was.
  const QPointF middle = QRectF(rect()).center();
  const QPointF at = m_view.toImage(middle);
  const QPointF wanted(at.x() / before.width() * m_image.width(),
                       at.y() / before.height() * m_image.height());
  m_view.pan(middle - m_view.toWidget(wanted));
}

void ImageCanvas::setMinimap(bool on) {
  m_minimapOn = on;
  update();
}

bool ImageCanvas::minimapShown() const {
  const bool working = m_drag == Drag::Draw || m_drag == Drag::Edit || m_drag == Drag::Band;
  return m_minimapOn && !working && Minimap::wanted(m_view, m_image.size(), size());
}

void ImageCanvas::setBoxes(std::vector<CanvasBox> boxes) {
  m_boxes = std::move(boxes);
  m_index = BoxIndex(m_boxes, m_image.size());
  m_crowd = BoxCrowd(m_boxes, m_image.size());
  m_movable.reset();
  const auto id = [this](int place) { return m_boxes[static_cast<size_t>(place)].id; };
  m_byId.resize(m_boxes.size());
  std::iota(m_byId.begin(), m_byId.end(), 0);
  std::ranges::stable_sort(m_byId, {}, id);
  std::vector<int64_t> still;
  for (const int64_t id : m_selection)
    if (boxOf(id) != nullptr) still.push_back(id);
  if (still != m_selection) changeSelection(std::move(still));
  update();
}

void ImageCanvas::setDetections(std::vector<CanvasBox> detections) {
  m_detections = std::move(detections);
  update();
}

void ImageCanvas::setPredictions(std::vector<CanvasBox> predictions) {
  m_predictions = std::move(predictions);
  m_predictionIndex = BoxIndex(m_predictions, m_image.size());
  if (std::ranges::find(m_predictions, m_prediction, &CanvasBox::id) == m_predictions.end()) m_prediction = 0;
  update();
}

void ImageCanvas::setLayers(const CanvasLayers& layers) {
  m_layers = layers;
  update();
}

void ImageCanvas::setTone(const ViewTone& tone) {
  if (tone == m_tone) return;
  m_tone = tone;
  composePhoto();
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

void ImageCanvas::setEditable(bool editable) {
  m_editable = editable;
  m_movable.reset();
  if (!editable) setDrawing(false);
}

void ImageCanvas::setProposals(std::vector<QRectF> proposals) {
  m_proposals = std::move(proposals);
  update();
}

void ImageCanvas::changeSelection(std::vector<int64_t> ids) {
  if (ids == m_selection) return;
  m_selection = std::move(ids);
  m_chosen = QSet<int64_t>(m_selection.begin(), m_selection.end());
  m_movable.reset();
  Q_EMIT selectionChanged(selected());
  update();
}

void ImageCanvas::select(int64_t id) { changeSelection(id == 0 ? std::vector<int64_t>{} : std::vector{id}); }
void ImageCanvas::selectMany(std::vector<int64_t> ids) { changeSelection(std::move(ids)); }

void ImageCanvas::selectNext(int by) {
  if (m_boxes.empty()) return;
  const auto count = static_cast<int>(m_boxes.size());
  const auto now = std::ranges::find(m_boxes, selected(), &CanvasBox::id);
  const int next = now == m_boxes.end() ? (by > 0 ? 0 : count - 1)
                                        : (static_cast<int>(now - m_boxes.begin()) + by + count) % count;
  const CanvasBox& box = m_boxes[static_cast<size_t>(next)];
  select(box.id);
  if (!QRectF(rect()).contains(m_view.toWidget(box.rect))) lookAt(box.rect);
}

void ImageCanvas::selectPrediction(int64_t id) {
  if (id == m_prediction) return;
  m_prediction = id;
  Q_EMIT predictionSelected(id);
  update();
}

void ImageCanvas::setDrawing(bool on) {
  on = on && m_editable && !m_image.isNull();
  if (on == m_drawing) {
    Q_EMIT drawingChanged(m_drawing);  // a button that was pressed in vain comes up again
    return;
  }
  m_drawing = on;
  if (!on && m_drag == Drag::Draw) m_drag = Drag::None;
  m_secondClick = false;
  setCursor(on ? Qt::CrossCursor : Qt::ArrowCursor);
  Q_EMIT drawingChanged(on);
  update();
}

void ImageCanvas::stepBack() {
  if (m_drag != Drag::None) {
    m_drag = Drag::None;
    m_secondClick = false;
    return update();
  }
  if (m_drawing) return setDrawing(false);
  selectPrediction(0);
  select(0);
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

void ImageCanvas::lookAt(const QRectF& box) {
  const double most = std::min(width() / std::max(1.0, box.width()), height() / std::max(1.0, box.height()));
  m_view.setZoom(std::clamp(0.4 * most, 0.05, 16.0), m_image.size(), size());
  m_view.pan(QRectF(rect()).center() - m_view.toWidget(box.center()));
  m_fitted = false;
  viewChanged();
}

void ImageCanvas::viewChanged() {
  Q_EMIT zoomChanged(m_view.zoom());
  Q_EMIT viewMoved(m_view);
  update();
}

const CanvasBox* ImageCanvas::boxOf(int64_t id) const {
  const auto idOf = [this](int place) { return m_boxes[static_cast<size_t>(place)].id; };
  const auto found = std::ranges::lower_bound(m_byId, id, {}, idOf);
  return found == m_byId.end() || idOf(*found) != id ? nullptr : &m_boxes[static_cast<size_t>(*found)];
}

bool ImageCanvas::isSelected(int64_t id) const { return m_chosen.contains(id); }

const std::vector<const CanvasBox*>& ImageCanvas::movable() const {
  if (m_movable) return *m_movable;
  m_movable.emplace();
  if (!m_editable) return *m_movable;
  for (const int64_t id : m_selection)
    if (const CanvasBox* box = boxOf(id); box != nullptr && !box->locked) m_movable->push_back(box);
  return *m_movable;
}

const CanvasBox* ImageCanvas::boxAt(QPointF image) const {
  const int box = m_index.smallestAt(m_boxes, image);
  return box < 0 ? nullptr : &m_boxes[static_cast<size_t>(box)];
}

const QRectF* ImageCanvas::proposalAt(QPointF image) const {
  // Of those around the cursor the one whose middle is nearest, in units of its own size: small ones stay
  // reachable.
  const QRectF* best = nullptr;
  double nearest = 1e9;
  for (const QRectF& p : m_proposals) {
    if (!p.contains(image)) continue;
    const QPointF d = image - p.center();
    const double distance = std::hypot(d.x() / p.width(), d.y() / p.height());
    if (distance >= nearest) continue;
    nearest = distance;
    best = &p;
  }
  return best;
}

void ImageCanvas::forgetProject() {
  m_fitted = true;
  selectPrediction(0);
  setOverlay(nullptr);
  setProposals({});
  setDetections({});
  setPredictions({});
  setBoxes({});
  setImage({}, false);
}

}  // namespace anchor
