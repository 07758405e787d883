// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/image_delegate.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

#include "ui/dataset/image_list_model.h"
#include "ui/shared/theme.h"

namespace anchor {
namespace {

constexpr int around = 6;

/// A picture is as wide as three quarters of it are high, in a gallery.
QSize pictureSize(ImageLook look, int side) {
  return look == ImageLook::List ? QSize(side, side) : QSize(side, side * 3 / 4);
}

struct ChipColours {
  QColor ground, words;
};
ChipColours coloursOf(ImageChip chip) {
  const bool dark = theme::isDark();
  const auto pair = [dark](const char* ground, const char* words, const char* darkGround,
                           const char* darkWords) {
    return ChipColours{QColor(QLatin1String(dark ? darkGround : ground)),
                       QColor(QLatin1String(dark ? darkWords : words))};
  };
  switch (chip) {
    case ImageChip::Good:
      return pair("#dcf7e4", "#14612f", "#123d22", "#7ee2a0");
    case ImageChip::Doubtful:
      return pair("#fdf0d5", "#8a3f05", "#45320b", "#fbc85a");
    case ImageChip::Bad:
      return pair("#fbdfeb", "#9d1a4c", "#4a1730", "#f79cc2");
    default:
      return pair("#e6e9ee", "#454c59", "#3d4450", "#d3d8df");
  }
}

QFont chipFont(QFont font) {
  font.setPixelSize(11);
  return font;
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

QRect ImageDelegate::paintChip(QPainter& painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index, const QPoint& at, Qt::AlignmentFlag side) {
  const QString words = index.data(ImageListModel::ChipRole).toString();
  if (words.isEmpty()) return {};
  painter.setFont(chipFont(option.font));
  const QFontMetrics metrics(painter.font());
  const QSize size(metrics.horizontalAdvance(words) + 16, metrics.height() + 4);
  const QPoint corner(side == Qt::AlignLeft ? at.x() : at.x() - size.width(), at.y() - size.height());
  const QRect place(corner, size);
  const ChipColours colours =
      coloursOf(static_cast<ImageChip>(index.data(ImageListModel::ChipKindRole).toInt()));
  painter.setPen(Qt::NoPen);
  painter.setBrush(colours.ground);
  painter.drawRoundedRect(place, size.height() / 2.0, size.height() / 2.0);
  painter.setPen(colours.words);
  painter.drawText(place, Qt::AlignCenter, words);
  painter.setFont(option.font);
  return place;
}

void ImageDelegate::paintRow(QPainter& painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
  const bool chosen = option.state.testFlag(QStyle::State_Selected);
  const QPalette& palette = option.palette;
  if (chosen)
    painter.fillRect(option.rect, palette.color(QPalette::Highlight));
  else if (option.features.testFlag(QStyleOptionViewItem::Alternate))
    painter.fillRect(option.rect, palette.color(QPalette::AlternateBase));
  const QRect inside = option.rect.adjusted(around, around / 2, -around, -around / 2);
  const QRect picture(inside.topLeft(), QSize(m_side, inside.height()));
  roundedPicture(painter, picture, index.data(Qt::DecorationRole).value<QPixmap>(), 4);
  const QFontMetrics& metrics = option.fontMetrics;
  QFont small = option.font;
  small.setPixelSize(11);
  const int lines = metrics.height() + QFontMetrics(small).height() + 2;
  const int top = inside.center().y() - lines / 2;
  const QRect chip = paintChip(painter, option, index, QPoint(inside.right(), top + lines), Qt::AlignRight);
  const int left = picture.right() + 9;
  painter.setPen(palette.color(chosen ? QPalette::HighlightedText : QPalette::Text));
  painter.drawText(QRect(left, top, inside.right() - left, metrics.height()),
                   Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(index.data(ImageListModel::NameRole).toString(), Qt::ElideMiddle,
                                      inside.right() - left));
  const int end = chip.isNull() ? inside.right() : chip.left() - 6;
  painter.setFont(small);
  painter.setPen(palette.color(chosen ? QPalette::HighlightedText : QPalette::PlaceholderText));
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
  paintChip(painter, option, index, place.bottomLeft() + QPoint(6, -5), Qt::AlignLeft);
  const QRect name(place.left(), place.bottom() + around, place.width(), option.fontMetrics.height());
  painter.setPen(option.palette.color(chosen ? QPalette::Text : QPalette::PlaceholderText));
  painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                   option.fontMetrics.elidedText(index.data(ImageListModel::NameRole).toString(),
                                                 Qt::ElideMiddle, name.width()));
}

}  // namespace anchor
