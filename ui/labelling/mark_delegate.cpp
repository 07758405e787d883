// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/mark_delegate.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

namespace anchor {
namespace {

void paintEye(QPainter& painter, bool open) {
  QPainterPath lids;
  lids.moveTo(1, 8);
  lids.quadTo(8, 0.5, 15, 8);
  lids.quadTo(8, 15.5, 1, 8);
  painter.drawPath(lids);
  painter.drawEllipse(QPointF(8, 8), 2.2, 2.2);
  if (!open) painter.drawLine(QPointF(3, 14), QPointF(13, 2));
}

void paintLock(QPainter& painter, bool closed) {
  painter.drawRoundedRect(QRectF(3, 7.5, 10, 7), 1.5, 1.5);
  QPainterPath shackle;
  shackle.moveTo(5, 7.5);
  shackle.lineTo(5, 4.5);
  shackle.arcTo(QRectF(5, 1.5, 6, 6), 180, -180);
  if (closed) shackle.lineTo(11, 7.5);
  painter.drawPath(shackle);
}

}  // namespace

void paintMark(QPainter& painter, const QRectF& place, MarkDelegate::Mark mark, bool on,
               const QColor& colour) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(place.topLeft());
  painter.scale(place.width() / 16, place.height() / 16);
  painter.setPen(QPen(colour, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  if (mark == MarkDelegate::Mark::Eye)
    paintEye(painter, on);
  else
    paintLock(painter, on);
  painter.restore();
}

QIcon eyeIcon(const QColor& colour, int side) {
  constexpr double sharp = 2;  // for screens of twice the pixels
  QPixmap pixmap(QSize(side, side) * sharp);
  pixmap.setDevicePixelRatio(sharp);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  paintMark(painter, QRectF(0, 0, side, side), MarkDelegate::Mark::Eye, true, colour);
  return {pixmap};
}

void MarkDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
  QStyledItemDelegate::paint(painter, option, index);
  constexpr double side = 14;
  QRectF place(0, 0, side, side);
  place.moveCenter(QRectF(option.rect).center());
  const bool marked = index.data(Qt::UserRole).toBool();
  const bool chosen = option.state.testFlag(QStyle::State_Selected);
  QColor colour = option.palette.color(chosen ? QPalette::HighlightedText : QPalette::Text);
  constexpr double faint = 0.45;
  if (!marked) colour.setAlphaF(faint);
  paintMark(*painter, place, m_mark, m_mark == Mark::Eye ? !marked : marked, colour);
}

}  // namespace anchor
