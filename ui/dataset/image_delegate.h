// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStyledItemDelegate>

namespace anchor {

/// How a list shows its images: rows with facts, pictures with names, or a strip of pictures alone.
enum class ImageLook { List, Gallery, Filmstrip };

/// Draws an image of ImageListModel: thumbnail, name and facts, and its state as a chip.
class ImageDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  explicit ImageDelegate(QObject* parent) : QStyledItemDelegate(parent) {}
  void setLook(ImageLook look, int side);
  [[nodiscard]] QSize cell(const QFontMetrics& metrics) const;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  void paintRow(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
  void paintPicture(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
  /// With its left or right lower corner at `at`; returns its place.
  static QRect paintChip(QPainter& painter, const QModelIndex& index, const QPoint& at,
                         Qt::AlignmentFlag side);
  ImageLook m_look = ImageLook::List;
  int m_side = 64;
};

}  // namespace anchor
