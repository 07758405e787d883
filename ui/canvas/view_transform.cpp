// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/view_transform.h"

#include <algorithm>

namespace anchor {

void ViewTransform::zoomAt(QPointF widget, double factor) {
  const QPointF fixed = toImage(widget);
  m_zoom = std::clamp(m_zoom * factor, 0.02, 64.0);
  m_offset = widget - fixed * m_zoom;
}

void ViewTransform::fit(QSizeF image, QSizeF widget) {
  if (image.isEmpty() || widget.isEmpty()) return;
  const double margin = 16;
  setZoom(std::min((widget.width() - margin) / image.width(), (widget.height() - margin) / image.height()),
          image, widget);
}

void ViewTransform::setZoom(double zoom, QSizeF image, QSizeF widget) {
  m_zoom = std::clamp(zoom, 0.02, 64.0);
  m_offset =
      QPointF((widget.width() - image.width() * m_zoom) / 2, (widget.height() - image.height() * m_zoom) / 2);
  // At its actual size an image lies on whole pixels, or each would be smeared over two.
  if (m_zoom == 1) m_offset = m_offset.toPoint();
}

}  // namespace anchor
