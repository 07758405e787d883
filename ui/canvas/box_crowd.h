// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QImage>
#include <QRectF>
#include <span>
#include <vector>

#include "ui/canvas/canvas_content.h"
#include "ui/canvas/view_transform.h"

namespace anchor {

/// Many boxes, kept as they are drawn fastest: only what is drawn of them, and neighbours on the image one
/// after the other, so that what is written next is near what was written last.
class BoxCrowd {
 public:
  BoxCrowd() = default;
  BoxCrowd(std::span<const CanvasBox> boxes, QSizeF image);
  /// Whether more boxes than this touch a part of the image.
  [[nodiscard]] bool exceeds(size_t count, const QRectF& part) const;
  /// Writes the boxes into a 32-bit picture that shows the image under `view`, with `ratio` dots a widget
  /// pixel; boxes with a mark in `without`, which is as long as the boxes or empty, are left out. An outline
  /// is one dot wide, and at least one dot in size. A box smaller than a dot both ways is not drawn but
  /// counted: it covers half of the dot in which its middle lies, so that dots become denser where such boxes
  /// are many.
  void write(QImage& picture, const ViewTransform& view, double ratio,
             const std::vector<bool>& without) const;

 private:
  struct Drawn {
    double x1, y1, x2, y2;
    QRgb colour;
    int box;
  };
  std::vector<Drawn> m_drawn;
};

}  // namespace anchor
