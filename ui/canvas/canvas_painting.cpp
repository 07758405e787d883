// SPDX-License-Identifier: GPL-3.0-or-later
// What the canvas looks like.
#include <QPaintEngine>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/canvas/canvas_painters.h"
#include "ui/canvas/image_canvas.h"
#include "ui/canvas/outline_writer.h"

namespace anchor {
namespace {

constexpr size_t crowd = 1500;  // boxes that are drawn without words and shadows
// A tint costs far more than a line: beyond some hundreds the thick lines say enough.
constexpr size_t tinted = 300;
constexpr int magnifierSide = 148;
constexpr double magnifierFactor = 4;

/// Labels stand above their box, detections below theirs; very narrow boxes have none.
std::vector<BoxWords> wordsOf(const std::vector<CanvasBox>& boxes, const ViewTransform& view) {
  constexpr double narrowest = 14;
  std::vector<BoxWords> words;
  for (const CanvasBox& box : boxes)
    if (!box.label.isEmpty() && view.toWidget(box.rect).width() >= narrowest)
      words.push_back({box.rect, box.label, box.colour, !box.dashed});
  return words;
}

bool samePlace(const QRectF& a, const QRectF& b) {
  const auto near = [](QPointF one, QPointF other) { return (one - other).manhattanLength() < 1; };
  return near(a.topLeft(), b.topLeft()) && near(a.bottomRight(), b.bottomRight());
}

bool onRaster(const QPainter& painter) { return painter.paintEngine()->type() == QPaintEngine::Raster; }

/// Brightness shifts, contrast stretches about the middle.
QImage toned(QImage image, const ViewTone& tone) {
  std::array<uchar, 256> table{};
  const double slope = std::tan((tone.contrast / 100.0 * 0.98 + 1) * M_PI / 4);
  for (int i = 0; i < 256; ++i)
    table[static_cast<size_t>(i)] =
        static_cast<uchar>(std::clamp((i - 127.5) * slope + 127.5 + tone.brightness * 1.275, 0.0, 255.0));
  for (int y = 0; y < image.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < image.width(); ++x)
      line[x] = qRgb(table[static_cast<size_t>(qRed(line[x]))], table[static_cast<size_t>(qGreen(line[x]))],
                     table[static_cast<size_t>(qBlue(line[x]))]);
  }
  return image;
}

}  // namespace

void ImageCanvas::composePhoto() {
  m_minimap.setPicture({});
  m_photo = m_tone == ViewTone{} || m_image.isNull() ? m_image : toned(m_image, m_tone);
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
  if (!onRaster(painter))  // files know no part of an image
    return painter.drawImage(m_view.toWidget(QRectF(source)), m_photo.copy(source));
  painter.drawImage(m_view.toWidget(QRectF(source)), m_photo, QRectF(source));
}

void ImageCanvas::paintGround(QPainter& painter) {
  painter.fillRect(rect(), palette()
                               .color(QPalette::Window)
                               .darker(palette().color(QPalette::Window).lightness() < 128 ? 140 : 112));
  if (!m_image.isNull()) paintPhoto(painter);
}

void ImageCanvas::paintCrowd(QPainter& painter) {
  const double ratio = painter.device()->devicePixelRatioF();
  if (const QSize wanted = size() * ratio; m_frame.size() != wanted)
    m_frame = QImage(wanted, QImage::Format_RGB32);
  m_frame.setDevicePixelRatio(ratio);
  {
    QPainter ground(&m_frame);
    paintGround(ground);
  }
  std::vector<bool> without;
  if (m_drag == Drag::Edit) {
    without.resize(m_boxes.size());
    for (const CanvasBox* box : movable()) without[static_cast<size_t>(box - m_boxes.data())] = true;
  }
  m_crowd.write(m_frame, m_view, ratio, without);
  if (selectionIsCrowd()) writeSelection(m_frame, ratio);
  painter.drawImage(QPointF(), m_frame);
}

void ImageCanvas::writeSelection(QImage& frame, double ratio) const {
  const auto& own = movable();
  const QPointF way = m_drag == Drag::Edit ? m_live.topLeft() - own.back()->rect.topLeft() : QPointF();
  const QRectF area(frame.rect());
  const DotWriter dots(frame);
  for (const CanvasBox* box : own) {
    const QRectF rect = m_view.toWidget(box->rect.translated(way));
    const QRectF place = QRectF(rect.topLeft() * ratio, rect.size() * ratio) & area.adjusted(-8, -8, 8, 8);
    if (place.isEmpty()) continue;
    const QRect lines = place.toRect();
    constexpr int thick = 3;
    for (int inside = -1; inside < thick; ++inside)
      dots.outline(lines.left() + inside, lines.top() + inside, lines.right() - inside,
                   lines.bottom() - inside, inside < 0 ? qRgb(0, 0, 0) : box->colour.rgb());
  }
}

bool ImageCanvas::selectionIsCrowd() const { return m_layers.gtBoxes && movable().size() > tinted; }

std::vector<CanvasBox> ImageCanvas::paintLabels(QPainter& painter, const QRectF& visible) {
  const bool any = m_layers.gtBoxes && !(m_overlay && m_overlay->hideBoxes);
  if (any && onRaster(painter) && (m_crowd.exceeds(crowd, visible) || (!m_overlay && selectionIsCrowd()))) {
    paintCrowd(painter);
    return {};
  }
  paintGround(painter);
  std::vector<CanvasBox> worded;
  if (!any) return worded;
  for (const CanvasBox& box : m_boxes) {
    const bool chosen = isSelected(box.id);
    // What is being moved is drawn where it is going.
    if (!box.rect.intersects(visible) || (m_drag == Drag::Edit && !box.locked && chosen)) continue;
    if (chosen && box.locked) paintSelectionFill(painter, m_view, box);
    paintBox(painter, m_view, box, chosen);
    worded.push_back(box);
  }
  return worded;
}

void ImageCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (minimapShown() && !m_minimap.hasPicture()) m_minimap.setPicture(m_photo);
  paintView(painter);
  if (minimapShown()) m_minimap.paint(painter, m_view, m_image.size(), size(), palette());
}

void ImageCanvas::paintView(QPainter& painter) {
  if (m_image.isNull()) {
    paintGround(painter);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect().adjusted(40, 40, -40, -40), Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
    return;
  }
  const QRectF visible(m_view.toImage(QPointF(0, 0)), m_view.toImage(QPointF(width(), height())));
  const std::vector<CanvasBox> labels = paintLabels(painter, visible);
  if (m_overlay) {
    paintWords(painter, m_view, wordsOf(labels, m_view), rect());
    paintOverlay(painter, m_view, *m_overlay, visible, m_image.size());
  } else {
    paintWork(painter, labels, visible);
  }
}

void ImageCanvas::paintWork(QPainter& painter, const std::vector<CanvasBox>& labels, const QRectF& visible) {
  // In rising order of what keeps its words: detections by their score, what waits for an answer, labels.
  std::vector<CanvasBox> worded;
  if (m_layers.detections)
    for (const CanvasBox& box : m_detections)
      if (box.rect.intersects(visible)) {
        paintBox(painter, m_view, box, false);
        // What waits for an answer says the same in the same place.
        if (std::ranges::none_of(m_predictions,
                                 [&](const CanvasBox& g) { return samePlace(g.rect, box.rect); }))
          worded.push_back(box);
      }
  std::ranges::reverse(worded);
  for (const CanvasBox& box : m_predictions)
    if (box.rect.intersects(visible)) {
      paintBox(painter, m_view, box, box.id == m_prediction);
      worded.push_back(box);
    }
  const std::vector<CanvasBox> edited = editedBoxes();
  std::ranges::copy_if(labels, std::back_inserter(worded), [&](const CanvasBox& label) {
    return edited.empty() || label.locked || !isSelected(label.id);
  });
  worded.insert(worded.end(), edited.begin(), edited.end());
  for (const CanvasBox& box : edited) {
    if (m_drag != Drag::Edit) paintSelectionFill(painter, m_view, box);
    paintBox(painter, m_view, box, true);
  }
  paintWords(painter, m_view, wordsOf(worded, m_view), rect());
  if (edited.size() == 1) paintHandles(painter, m_view.toWidget(edited.front().rect));
  paintEditing(painter);
}

/// The boxes that can be moved, where they are going; none where a crowd of them is drawn with the others.
std::vector<CanvasBox> ImageCanvas::editedBoxes() const {
  const auto& own = movable();
  std::vector<CanvasBox> edited;
  if (!m_layers.gtBoxes || own.empty() || selectionIsCrowd()) return edited;
  const QPointF way = m_drag == Drag::Edit ? m_live.topLeft() - own.back()->rect.topLeft() : QPointF();
  for (const CanvasBox* box : own) {
    edited.push_back(*box);
    if (m_drag == Drag::Edit) edited.back().rect = own.size() == 1 ? m_live : box->rect.translated(way);
  }
  return edited;
}

void ImageCanvas::paintEditing(QPainter& painter) {
  if (m_drag == Drag::Draw)
    paintBox(painter, m_view, {0, m_live, palette().color(QPalette::Highlight), {}}, true);
  if (m_drag == Drag::Band) {
    QColor tint = palette().color(QPalette::Highlight);
    painter.setPen(tint);
    tint.setAlpha(40);
    painter.setBrush(tint);
    painter.drawRect(m_view.toWidget(m_live));
  }
  if (m_drawing && underMouse()) {
    if (m_drag == Drag::None)
      if (const QRectF* proposal = proposalAt(m_view.toImage(m_last)))
        paintBox(painter, m_view, {0, *proposal, palette().color(QPalette::Highlight), {}, true}, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::white, 1, Qt::DotLine));
    painter.drawLine(QPointF(m_last.x(), 0), QPointF(m_last.x(), height()));
    painter.drawLine(QPointF(0, m_last.y()), QPointF(width(), m_last.y()));
  }
  const bool shaping = m_drag == Drag::Draw || (m_drag == Drag::Edit && m_grip != Grip::Inside);
  if (shaping && m_magnifierOn) paintMagnifier(painter);
  paintLens(painter);
}

void ImageCanvas::paintMagnifier(QPainter& painter) {
  // In the corner that is farthest from the cursor.
  const QRectF frame(m_last.x() < width() / 2.0 ? width() - magnifierSide - 12 : 12, 12, magnifierSide,
                     magnifierSide);
  const double part = magnifierSide / (magnifierFactor * m_view.zoom());
  const QPointF centre = m_view.toImage(m_last);
  painter.save();
  painter.setClipRect(frame);
  painter.fillRect(frame, palette().color(QPalette::Window));
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  const double scale = magnifierFactor * m_view.zoom();
  const QRectF source(centre.x() - part / 2, centre.y() - part / 2, part, part);
  const QRect pixels = source.toAlignedRect() & m_photo.rect();
  painter.drawImage(QRectF(frame.topLeft() + (QPointF(pixels.topLeft()) - source.topLeft()) * scale,
                           QSizeF(pixels.size()) * scale),
                    m_photo, QRectF(pixels));
  painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(
      QRectF(frame.topLeft() + (m_live.topLeft() - source.topLeft()) * scale, m_live.size() * scale));
  painter.setPen(QPen(Qt::white, 1));
  painter.drawLine(QPointF(frame.center().x(), frame.top()), QPointF(frame.center().x(), frame.bottom()));
  painter.drawLine(QPointF(frame.left(), frame.center().y()), QPointF(frame.right(), frame.center().y()));
  painter.restore();
  painter.setPen(QPen(palette().color(QPalette::Mid), 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(frame);
}

QString ImageCanvas::lensWords() const {
  if (m_drag != Drag::Draw && m_drag != Drag::Edit) return {};
  QString words = QStringLiteral("%1 × %2   %3")
                      .arg(m_live.width(), 0, 'f', m_live.width() == std::floor(m_live.width()) ? 0 : 1)
                      .arg(m_live.height(), 0, 'f', m_live.height() == std::floor(m_live.height()) ? 0 : 1)
                      .arg(m_live.height() > 0 ? m_live.width() / m_live.height() : 0, 0, 'f', 2);
  if (m_lens && m_live.width() >= 1 && m_live.height() >= 1)
    if (const QString more = m_lens(m_live); !more.isEmpty()) words += QLatin1Char('\n') + more;
  return words;
}

void ImageCanvas::paintLens(QPainter& painter) {
  const QString words = lensWords();
  if (words.isEmpty()) return;
  const QRectF box = m_view.toWidget(m_live);
  QRectF card = QRectF(painter.fontMetrics().boundingRect(QRect(0, 0, 320, 400),
                                                          Qt::AlignLeft | Qt::TextWordWrap, words))
                    .adjusted(-8, -6, 8, 6);
  card.moveTopLeft({box.left(), box.bottom() + 8});
  if (card.bottom() > height()) card.moveBottom(box.top() - 8);
  if (card.top() < 0) card.moveTop(8);
  card.moveLeft(std::clamp(card.left(), 4.0, std::max(4.0, width() - card.width() - 4)));
  painter.setPen(palette().color(QPalette::Mid));
  painter.setBrush(palette().color(QPalette::ToolTipBase));
  painter.drawRect(card);
  painter.setPen(palette().color(QPalette::ToolTipText));
  painter.drawText(card.adjusted(8, 6, -8, -6), Qt::AlignLeft | Qt::TextWordWrap, words);
}

}  // namespace anchor
