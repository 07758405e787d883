// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/field_note.h"

#include <QEvent>
#include <QPainter>
#include <QTextLayout>

#include "ui/style/theme.h"

namespace anchor {
namespace {

QColor inkOf(FieldNote::Kind kind) {
  switch (kind) {
    case FieldNote::Kind::Error:
      return theme::colours().bad;
    case FieldNote::Kind::Warning:
      return theme::colours().warning;
    case FieldNote::Kind::Notice:
      return theme::colours().accent;
    case FieldNote::Kind::Plain:
      break;
  }
  return theme::colours().dim;
}

}  // namespace

FieldNote::FieldNote(int lines, QWidget* parent) : QLabel(parent), m_lines(lines) {
  setFont(theme::font(tokens::type::small));
  setTextFormat(Qt::PlainText);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void FieldNote::say(Kind kind, const QString& words) {
  m_kind = kind;
  setText(words);
  setToolTip(words);
  update();
}

QSize FieldNote::sizeHint() const { return {120, m_lines * fontMetrics().lineSpacing()}; }
QSize FieldNote::minimumSizeHint() const { return {0, sizeHint().height()}; }

void FieldNote::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) updateGeometry();
  QLabel::changeEvent(event);
}

void FieldNote::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(inkOf(m_kind));
  const int high = fontMetrics().lineSpacing();
  int top = 0;
  for (const QString& paragraph : text().split(QLatin1Char('\n'))) {
    QTextLayout layout(paragraph, font());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
      line.setLineWidth(width());
      const bool last = top + 2 * high > height();
      const QString rest = paragraph.mid(line.textStart());
      const QString shown = last ? fontMetrics().elidedText(rest, Qt::ElideRight, width())
                                 : paragraph.mid(line.textStart(), line.textLength());
      painter.drawText(QRect(0, top, width(), high), Qt::AlignLeft | Qt::AlignVCenter, shown);
      top += high;
      if (last) {
        layout.endLayout();
        return;
      }
    }
    layout.endLayout();
  }
}

}  // namespace anchor
