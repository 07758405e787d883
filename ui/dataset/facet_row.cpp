// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/facet_row.h"

#include <QLocale>
#include <QPainter>

#include "ui/shared/row_ground.h"

namespace anchor {

FacetRow::FacetRow(const QString& words, QWidget* parent) : QAbstractButton(parent) {
  setText(words);
  setCheckable(true);
  setCursor(Qt::PointingHandCursor);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  nameIt();
}

void FacetRow::nameIt() {
  setAccessibleName(m_count < 0 ? text() : QStringLiteral("%1: %2").arg(text()).arg(m_count));
}

void FacetRow::setColour(const QColor& colour) {
  m_colour = colour;
  update();
}

void FacetRow::setCount(int64_t count) {
  m_count = count;
  nameIt();
  update();
}

QSize FacetRow::sizeHint() const { return {120, fontMetrics().height() + 10}; }

void FacetRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QPalette& colours = palette();
  paintRowGround(painter, *this, isChecked() ? 44 : underMouse() ? 18 : 0);
  QRect inside = rect().adjusted(8, 0, -8, 0);
  if (m_colour.isValid()) {
    const QRect patch(inside.left(), inside.center().y() - 5, 10, 10);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_colour);
    painter.drawRoundedRect(patch, 3, 3);
    inside.setLeft(patch.right() + 9);
  }
  QFont font = painter.font();
  font.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
  painter.setFont(font);
  painter.setPen(colours.color(isChecked() ? QPalette::Link : QPalette::WindowText));
  if (m_count >= 0) {
    const QString number = QLocale().toString(static_cast<qlonglong>(m_count));
    painter.drawText(inside, Qt::AlignRight | Qt::AlignVCenter, number);
    inside.setRight(inside.right() - QFontMetrics(font).horizontalAdvance(number) - 8);
  }
  if (!isChecked()) painter.setPen(colours.color(isEnabled() ? QPalette::WindowText : QPalette::Mid));
  painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetrics(font).elidedText(text(), Qt::ElideRight, inside.width()));
}

}  // namespace anchor
