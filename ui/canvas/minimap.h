// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QImage>
#include <QPainter>
#include <QPalette>

#include "ui/canvas/view_transform.h"

namespace anchor {

/// The whole image, small, in the lower right corner, with a frame around the part that is in view.
class Minimap {
 public:
  /// Only where a part of the image is out of view.
  static bool wanted(const ViewTransform& view, QSize image, QSize widget);
  /// Where it lies in the widget; empty where there is no room for it.
  static QRectF place(QSize image, QSize widget);
  /// The image point that a widget point inside place() shows, kept inside the image.
  static QPointF imagePoint(QPointF widget, QSize image, QSize area);
  /// Scaled down once, when it is needed first; null forgets it.
  void setPicture(const QImage& photo);
  [[nodiscard]] bool hasPicture() const { return !m_picture.isNull(); }
  void paint(QPainter& painter, const ViewTransform& view, QSize image, QSize widget,
             const QPalette& palette) const;

 private:
  QImage m_picture;
};

}  // namespace anchor
