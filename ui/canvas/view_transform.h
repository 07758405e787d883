// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace anchor {

/// Image pixels ⇄ widget pixels.
class ViewTransform {
 public:
  [[nodiscard]] double zoom() const { return m_zoom; }
  [[nodiscard]] QPointF toWidget(QPointF image) const { return image * m_zoom + m_offset; }
  [[nodiscard]] QPointF toImage(QPointF widget) const { return (widget - m_offset) / m_zoom; }
  [[nodiscard]] QRectF toWidget(const QRectF& image) const {
    return {toWidget(image.topLeft()), image.size() * m_zoom};
  }
  /// The point under the cursor stays where it is. Zoom is kept within 1/50 to 64.
  void zoomAt(QPointF widget, double factor);
  void pan(QPointF by) { m_offset += by; }
  void fit(QSizeF image, QSizeF widget);
  void setZoom(double zoom, QSizeF image, QSizeF widget);

 private:
  double m_zoom = 1;
  QPointF m_offset;
};

}  // namespace anchor
