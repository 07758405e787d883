// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QIcon>
#include <QStyledItemDelegate>

namespace anchor {

/// An eye or a lock in a narrow cell: bold while it says something, faint while it does not.
class MarkDelegate : public QStyledItemDelegate {
 public:
  enum class Mark { Eye, Lock };
  MarkDelegate(Mark mark, QObject* parent) : QStyledItemDelegate(parent), m_mark(mark) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  Mark m_mark;
};

/// `on`: an open eye, a closed lock.
void paintMark(QPainter& painter, const QRectF& place, MarkDelegate::Mark mark, bool on,
               const QColor& colour);
QIcon eyeIcon(const QColor& colour, int side);

}  // namespace anchor
