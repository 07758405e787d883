// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPainter>
#include <QWidget>

namespace anchor {

/// The ground of a row that is a button: tinted by `strength` (0 to 255; 0 is none), framed while it has the
/// keyboard. Leaves the pen and brush of the painter changed.
inline void paintRowGround(QPainter& painter, const QWidget& row, int strength) {
  constexpr int corner = 6;
  const QColor accent = row.palette().color(QPalette::Highlight);
  QColor ground = accent;
  ground.setAlpha(strength);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ground);
  painter.drawRoundedRect(row.rect(), corner, corner);
  if (!row.hasFocus()) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(accent, 1));
  painter.drawRoundedRect(QRectF(row.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
}

}  // namespace anchor
