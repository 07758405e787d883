// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/image_delegate.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

#include "ui/dataset/image_list_model.h"
#include "ui/shared/chip.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

constexpr int around = 6;
constexpr int chipHeight = 18;

/// A picture is as wide as three quarters of it are high, in a gallery.
QSize pictureSize(ImageLook look, int side) {
  return look == ImageLook::List ? QSize(side, side) : QSize(side, side * 3 / 4);
}

void roundedPicture(QPainter& painter, const QRect& place, const QPixmap& picture, int radius) {
  if (picture.isNull()) return;
  const QSizeF size = picture.deviceIndependentSize().scaled(place.size(), Qt::KeepAspectRatio);
  const QRectF within(QPointF(place.x() + (place.width() - size.width()) / 2,
                              place.y() + (place.height() - size.height()) / 2),
                      size);
  QPainterPath path;
  path.addRoundedRect(within, radius, radius);
  painter.save();
  painter.setClipPath(path, Qt::IntersectClip);
  painter.drawPixmap(within, picture, QRectF(picture.rect()));
  painter.restore();
}

}  // namespace

void ImageDelegate::setLook(ImageLook look, int side) {
  m_look = look;
  m_side = side;
}

QSize ImageDelegate::cell(const QFontMetrics& metrics) const {
  const QSize picture = pictureSize(m_look, m_side);
  switch (m_look) {
    case ImageLook::List:
      return {picture.width() + 2 * around, picture.height() + around};
    case ImageLook::Gallery:
      return {picture.width() + 2 * around, picture.height() + 3 * around + metrics.height()};
    default:
      return {picture.width() + around, picture.height() + around};
  }
}

QSize ImageDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  return cell(option.fontMetrics);
}

void ImageDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
  painter->save();
  painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  if (m_look == ImageLook::List)
    paintRow(*painter, option, index);
  else
    paintPicture(*painter, option, index);
  painter->restore();
}

QRect ImageDelegate::paintChip(QPainter& painter, const QModelIndex& index, const QPoint& at,
                               Qt::AlignmentFlag side) {
  const Chip chip{index.data(ImageListModel::ChipRole).toString(),
                  static_cast<Chip::Kind>(index.data(ImageListModel::ChipKindRole).toInt())};
  if (chip.words.isEmpty()) return {};
  const QSize size = chipSize(chip);
  const QRect place(QPoint(side == Qt::AlignLeft ? at.x() : at.x() - size.width(), at.y() - size.height()),
                    size);
  anchor::paintChip(painter, place, chip);
  return place;
}

void ImageDelegate::paintRow(QPainter& painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
  const bool chosen = option.state.testFlag(QStyle::State_Selected);
  const tokens::Colours& colours = theme::colours();
  if (chosen) painter.fillRect(option.rect, colours.accentBackground);
  const QRect inside = option.rect.adjusted(around, around / 2, -around, -around / 2);
  const QRect picture(inside.topLeft(), QSize(m_side, inside.height()));
  roundedPicture(painter, picture, index.data(Qt::DecorationRole).value<QPixmap>(), 4);
  const QFontMetrics& metrics = option.fontMetrics;
  const QFont small = theme::font(tokens::type::small);
  const int lines = metrics.height() + QFontMetrics(small).height() + 2;
  const int top = inside.center().y() - lines / 2;
  const QRect chip =
      paintChip(painter, index, QPoint(inside.right(), inside.center().y() + chipHeight / 2), Qt::AlignRight);
  const int left = picture.right() + 9;
  painter.setFont(option.font);
  painter.setPen(colours.text);
  // The chip is higher than a line: both lines end before it.
  const int end = chip.isNull() ? inside.right() : chip.left() - 6;
  painter.drawText(
      QRect(left, top, end - left, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
      metrics.elidedText(index.data(ImageListModel::NameRole).toString(), Qt::ElideMiddle, end - left));
  painter.setFont(small);
  painter.setPen(colours.dim);
  painter.drawText(QRect(left, top + metrics.height() + 2, end - left, QFontMetrics(small).height()),
                   Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetrics(small).elidedText(index.data(ImageListModel::FactsRole).toString(),
                                                  Qt::ElideRight, end - left));
}

void ImageDelegate::paintPicture(QPainter& painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
  const bool chosen = option.state.testFlag(QStyle::State_Selected);
  const QSize size = pictureSize(m_look, m_side);
  const QRect place(option.rect.left() + (option.rect.width() - size.width()) / 2,
                    option.rect.top() + around / 2, size.width(), size.height());
  QColor ground = option.palette.color(QPalette::Text);
  ground.setAlpha(16);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ground);
  painter.drawRoundedRect(place, 6, 6);
  roundedPicture(painter, place, index.data(Qt::DecorationRole).value<QPixmap>(), 6);
  if (chosen) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(option.palette.color(QPalette::Highlight), 3));
    painter.drawRoundedRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5), 6, 6);
  }
  if (m_look == ImageLook::Filmstrip) return;
  paintChip(painter, index, place.bottomLeft() + QPoint(6, -5), Qt::AlignLeft);
  const QRect name(place.left(), place.bottom() + around, place.width(), option.fontMetrics.height());
  painter.setPen(option.palette.color(chosen ? QPalette::Text : QPalette::PlaceholderText));
  painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                   option.fontMetrics.elidedText(index.data(ImageListModel::NameRole).toString(),
                                                 Qt::ElideMiddle, name.width()));
}

}  // namespace anchor
